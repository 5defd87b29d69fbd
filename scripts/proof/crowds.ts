import { parseArgs } from 'node:util';
import { largeCrowd } from '../../bench/benchmarks/largeCrowd';
import { smallCrowds } from '../../bench/benchmarks/smallCrowds';
import { resultLines } from '../../bench/report';
import type { Result } from '../../bench/result';
import { resultsOf } from '../../bench/resultsOf';
import type { World } from '../../bench/world';
import { ensureBuild, ensureN8n } from '../lib/lab';
import { numberOf, SCALES } from '../lib/number-of';
import { findingsOf, type Section } from './findings';

/**
 * Twenty and a hundred executions at once in one n8n, under the rate limit: what `npm run bench` measures, and whether all of
 * them reach their goals.
 *
 * @param args `--scale <n>`: fewer of them
 */
export async function proveCrowds(args: string[], signal: AbortSignal): Promise<Section> {
	const { values } = parseArgs({ args, options: { scale: { type: 'string', default: '1' } } });
	const scale = numberOf('--scale', values.scale, SCALES);
	await ensureBuild(signal);
	const world: World = {
		installation: await ensureN8n({ signal }),
		options: { names: [], pairs: 1, scale, profile: false, help: false },
		signal,
		// Profiles would go there, and none is made.
		results: '',
		say: (line) => console.log(line),
	};
	const findings = findingsOf(signal);
	for (const crowd of [largeCrowd, ...smallCrowds]) {
		const results = await resultsOf(crowd, world);
		for (const result of results) await findings.find(titleOf(result), () => seenIn(result));
	}
	return {
		title: 'Crowds in one process',
		about:
			'Executions of a published workflow that are started at once by its webhook, in one n8n. [performance.md](performance.md) tells what the floor of a rate limit is, and how it is measured.',
		findings: findings.list,
	};
}

const titleOf = ({ name, work }: Result) => (work === '' ? name : `${work} (\`${name}\`)`);

/**
 * @throws when the goal was not reached
 */
function seenIn(result: Result): string {
	const lines = resultLines(result).map((line) => line.trim());
	const text = lines.map((line) => line.replace(/^(PASS|FAIL): /, '')).join('; ');
	if (!result.passed) throw new Error(text);
	return text;
}
