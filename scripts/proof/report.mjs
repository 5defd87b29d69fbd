/**
 * @typedef {import('./matrix.mjs').Check} Check
 * @typedef {import('./matrix.mjs').Column} Column
 */

/**
 * @param {Check[]} checks
 * @param {Column[]} columns
 * @returns {string} a table for the terminal: checks down, versions across
 */
export function table(checks, columns) {
	const width = Math.max(...checks.map(({ title }) => title.length));
	const cell = (/** @type {string} */ text) => text.padEnd(10);
	const rows = checks.map(({ title }, index) => [
		title.padEnd(width),
		...columns.map(({ outcomes }) => cell(outcomes[index].ok ? 'ok' : 'not ok')),
	]);
	const head = [''.padEnd(width), ...columns.map(({ version }) => cell(version))];
	return [head, ...rows].map((cells) => cells.join('  ').trimEnd()).join('\n');
}

/**
 * @param {Column[]} columns
 * @returns {{ ok: number, notOk: number }}
 */
export function count(columns) {
	const outcomes = columns.flatMap((column) => column.outcomes);
	const ok = outcomes.filter((outcome) => outcome.ok).length;
	return { ok, notOk: outcomes.length - ok };
}
