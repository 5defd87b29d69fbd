import { mebibytes, seconds } from '../../lib/format';
import { asFindings, asTable } from '../page';
import { guide } from './guide';
import type { Finding } from '../findings';
import type { Throughput } from './throughput';

export interface QueueRun {
	date: Date;
	/** Processors, memory and versions, for people. */
	machine: string;
	findings: Finding[];
	/** Undefined where it could not be measured. */
	throughput?: Throughput;
}

/**
 * The page docs/scaling.md.
 *
 * @returns Markdown
 */
export function scalingPage({ date, machine, findings, throughput }: QueueRun): string {
	return [
		'# Scaling: many uploads, many workers',
		'',
		'One n8n uploads as fast as its line allows. Where that is not enough, or where an upload must not depend on one',
		"machine, n8n's own queue mode spreads executions over workers. The node keeps nothing that a worker could miss.",
		'',
		'`npm run proof -- queue` writes this page; it is not edited by hand. The command starts what is described here, with',
		'the packed package, Redis and PostgreSQL on one machine, and looks at it.',
		guide,
		'## What was seen',
		'',
		`Date of the run: ${date.toISOString().slice(0, 10)}, on ${machine}.`,
		'',
		...asFindings(findings),
		'',
		...(throughput ? throughputLines(throughput) : []),
	].join('\n');
}

function throughputLines({ files, size, lineBytes, rows }: Throughput) {
	const [first] = rows;
	return [
		'## Throughput',
		'',
		`${files} files of ${mebibytes(size)} from web addresses, one execution each. Each worker has a line of ${mebibytes(lineBytes)}/s, so`,
		'that the line is measured and not the processor of the one machine that runs everything.',
		'',
		...asTable(
			['workers', 'time', 'MiB/s', 'of one worker', 'of the processors'],
			rows.map(({ workers, milliseconds, bytesPerSecond, busy }) => [
				String(workers),
				seconds(milliseconds),
				(bytesPerSecond / 1024 / 1024).toFixed(1),
				`${(bytesPerSecond / first.bytesPerSecond).toFixed(2)} x`,
				`${Math.round(busy * 100)} %`,
			]),
		),
		'',
	];
}
