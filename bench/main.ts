import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
	ensureBuild,
	ensureDependencies,
	ensureN8n,
	interruption,
	projectFolder,
} from '../scripts/lib/lab';
import { benchmarks } from './benchmarks';
import { describeMachine } from './machine';
import { readCommandLine, usage } from './options';
import { markdown, resultLines, type Report } from './report';
import { resultsOf } from './resultsOf';
import type { World } from './world';

async function main(): Promise<void> {
	const options = readCommandLine(process.argv.slice(2));
	const names = benchmarks.map(({ name }) => name);
	if (options.help) return console.log(`${usage}\n  names: ${names.join(', ')}\n`);
	const unknown = options.names.filter((name) => !names.includes(name));
	if (unknown.length > 0) {
		throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${names.join(', ')}.`);
	}
	const chosen = benchmarks.filter(
		({ name }) => options.names.length === 0 || options.names.includes(name),
	);

	const signal = interruption();
	await ensureDependencies({ signal });
	await ensureBuild({ signal });
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
	if (report.results.some(({ passed }) => !passed)) process.exitCode = 1;
}

main().catch((error: Error) => {
	console.error(`${error.message}\n`);
	process.exitCode = 1;
});
