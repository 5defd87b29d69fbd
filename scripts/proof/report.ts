import type { Check, Column } from './matrix';

/** @returns a table for the terminal: checks down, versions across */
export function table(checks: Check[], columns: Column[]): string {
	const width = Math.max(...checks.map(({ title }) => title.length));
	const cell = (text: string) => text.padEnd(10);
	const rows = checks.map(({ title }, index) => [
		title.padEnd(width),
		...columns.map(({ outcomes }) => cell(outcomes[index].ok ? 'ok' : 'not ok')),
	]);
	const head = [''.padEnd(width), ...columns.map(({ version }) => cell(version))];
	return [head, ...rows].map((cells) => cells.join('  ').trimEnd()).join('\n');
}

export function count(columns: Column[]): { ok: number; notOk: number } {
	const outcomes = columns.flatMap((column) => column.outcomes);
	const ok = outcomes.filter((outcome) => outcome.ok).length;
	return { ok, notOk: outcomes.length - ok };
}
