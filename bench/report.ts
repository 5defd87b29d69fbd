import { machineText, type Machine } from './machine';
import type { Options } from './options';
import { median, type Result, type Series } from './result';

/** Everything about a run. */
export interface Report {
	/** ISO 8601. */
	startedAt: string;
	options: Pick<Options, 'pairs' | 'scale' | 'profile'>;
	machine: Machine;
	results: Result[];
}

/** What a benchmark brought, line by line, for the terminal. */
export function resultLines({ series, measured, goal, passed, notes }: Result): string[] {
	return [
		...series.map(
			({ label, unit, values }) =>
				`  ${label}: ${values.join(', ')} ${unit}${values.length > 1 ? ` (median ${middle(values)})` : ''}`,
		),
		...notes.map((note) => `  ${note}`),
		`  ${passed ? 'PASS' : 'FAIL'}: ${measured}, goal ${goal}`,
	];
}

/** The table for docs/performance.md. */
export function markdown({ startedAt, options, machine, results }: Report): string {
	const rows = results.map(({ name, work, against, series, measured, goal, passed }) =>
		row([name, work, against, series.map(cell).join('; '), measured, goal, passed ? 'yes' : 'no']),
	);
	const trial = options.scale < 1 ? ` **Scale ${options.scale}: for trying out only.**` : '';
	const slowed = options.profile ? ' **With a CPU profile, which slows n8n down.**' : '';
	const notes = [...new Set(results.flatMap((result) => result.notes))];
	return [
		`Measured ${startedAt.slice(0, 10)} on ${machineText(machine)}. Medians of ${options.pairs} pairs.${trial}${slowed}`,
		'',
		row(['benchmark', 'work', 'against', 'medians', 'measured', 'goal', 'reached']),
		row(['---', '---', '---', '---', '---', '---', '---']),
		...rows,
		'',
		...notes.map((note) => `- ${note}`),
		'',
	].join('\n');
}

const row = (cells: string[]) => `| ${cells.join(' | ')} |`;

const cell = ({ label, unit, values }: Series) => `${label} ${middle(values)} ${unit}`;

const middle = (values: number[]) => Number(median(values).toFixed(3));
