import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ensureBuild, ensureN8n, projectFolder } from '../scripts/lib/lab';
import { StepError } from '../scripts/lib/step-error.mjs';
import { benchmarks } from './benchmarks';
import { describeMachine } from './machine';
import { readCommandLine, usage } from './options';
import { markdown, resultLines, type Report } from './report';
import { resultsOf } from './resultsOf';
import type { World } from './world';

/** `npm run bench`: measures, side by side in one run. The command line is told by `usage`. */
export async function main(args: string[], signal: AbortSignal): Promise<number> {
	const options = readCommandLine(args);
	const names = benchmarks.map(({ name }) => name);
	if (options.help) {
		console.log(`${usage}\n  names: ${names.join(', ')}\n`);
		return 0;
	}
	const unknown = options.names.filter((name) => !names.includes(name));
	if (unknown.length > 0) {
		throw new StepError(`Unknown: ${unknown.join(', ')}.`, `Known: ${names.join(', ')}.`);
	}
	const chosen = benchmarks.filter(
		({ name }) => options.names.length === 0 || options.names.includes(name),
	);

	await ensureBuild(signal);
	const installation = await ensureN8n({ signal });
	const startedAt = new Date().toISOString();
	const results = join(projectFolder, 'bench', 'results', startedAt.replaceAll(':', '-'));
	await mkdir(results, { recursive: true });
	const say = (line: string) => console.log(line);
	const world: World = { installation, options, signal, results, say };

	const machine = await describeMachine(installation);
	const report: Report = { startedAt, options, machine, results: [] };
	for (const benchmark of chosen) {
		console.log(`\n${benchmark.name}`);
		for (const result of await resultsOf(benchmark, world)) {
			console.log(resultLines(result).join('\n'));
			report.results.push(result);
		}
		// After each one, so that a run which is ended early leaves what it has.
		await writeFile(join(results, 'results.json'), JSON.stringify(report, null, '\t') + '\n');
		await writeFile(join(results, 'table.md'), markdown(report));
		if (signal.aborted) break;
	}
	console.log(`\n${markdown(report)}\nWritten to ${relative(process.cwd(), results)}`);
	return report.results.some(({ passed }) => !passed) ? 1 : 0;
}
