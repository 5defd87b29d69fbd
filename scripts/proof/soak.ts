import { parseArgs } from 'node:util';
import { numberOf } from '../lib/number-of';
import { findingsOf, type Section } from './findings';
import { soak } from './soak/soak';

/** Minutes of the long form. */
const MINUTES = '10';

/**
 * Works with a real n8n while one request of ten goes wrong.
 *
 * @param args `--minutes <n>`: less of it
 */
export async function proveSoak(args: string[], signal: AbortSignal): Promise<Section> {
	const { values } = parseArgs({
		args,
		options: { minutes: { type: 'string', default: MINUTES } },
	});
	const minutes = numberOf('--minutes', values.minutes, { from: 0.1, to: 600 });
	const findings = findingsOf(signal);
	await soak(minutes * 60_000, findings, signal);
	return {
		title: 'Soak',
		about: `${minutes} minutes of mixed work, four executions at a time, in one n8n, while one request of ten to api.video and to the file server goes wrong and the access token stops working every 20 seconds.`,
		findings: findings.list,
	};
}
