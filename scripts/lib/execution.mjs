/**
 * @typedef {object} Execution what one run of a workflow brought
 * @property {string} id
 * @property {string} status 'success' | 'error' | 'canceled' | 'crashed'
 * @property {number} milliseconds how long it took, by n8n's own clock
 * @property {{ message: string, description?: string | null, node?: { name: string } } | undefined} error
 * @property {(nodeName: string, output?: number) => Array<Record<string, any>>} items what a node put
 *   out: the JSON of each item. output: 0 (default) is the first one
 * @property {(nodeName: string) => { startedAt: number, milliseconds: number }} timeOf when a node began
 *   (milliseconds since 1970) and how long it took, by n8n's own clock
 * @property {string} text everything n8n stored about it, for searching
 */

/**
 * Makes an execution readable.
 * @param {{ id: string, status: string, startedAt: string, stoppedAt: string }} summary
 * @param {any} data n8n's run data
 * @returns {Execution}
 */
export function readExecution(summary, data) {
	const result = data?.resultData ?? {};
	return {
		id: summary.id,
		status: summary.status,
		milliseconds: Date.parse(summary.stoppedAt) - Date.parse(summary.startedAt),
		error: result.error,
		items(nodeName, output = 0) {
			const runs = result.runData?.[nodeName] ?? [];
			return runs.flatMap((run) => (run.data?.main?.[output] ?? []).map((item) => item.json));
		},
		timeOf(nodeName) {
			const run = result.runData?.[nodeName]?.[0];
			if (!run)
				throw new Error(`The node "${nodeName}" has not run: ${result.error?.message ?? ''}`);
			return { startedAt: run.startTime, milliseconds: run.executionTime };
		},
		text: textOf(data ?? {}),
	};
}

/**
 * JSON in which nothing stands twice on the way down: what n8n's own steps throw may hold itself.
 * @param {unknown} data
 */
function textOf(data) {
	/** @type {unknown[]} */
	const above = [];
	return JSON.stringify(data, function (_key, value) {
		while (above.length > 0 && above.at(-1) !== this) above.pop();
		if (above.includes(value)) return undefined;
		if (typeof value === 'object' && value !== null) above.push(value);
		return value;
	});
}

/**
 * Whether the result of an execution that has ended can be read: n8n 1 with SQLite stores that it has
 * ended first, and what came out a moment later.
 * @param {string} status
 * @param {any} data n8n's run data
 */
export function isStored(status, data) {
	if (status !== 'success' && status !== 'error') return true;
	const { lastNodeExecuted, error } = data?.resultData ?? {};
	return lastNodeExecuted !== undefined || error !== undefined;
}

/**
 * n8n stores run data in the format of the package "flatted": a table in which objects and arrays
 * hold, in place of a string or an object, its index as a string.
 * @param {string} text
 * @returns {any}
 */
export function unflatten(text) {
	const table = JSON.parse(text);
	const done = new Map();
	const look = (/** @type {any} */ value) =>
		typeof value === 'string' ? entry(Number(value)) : value;
	const entry = (/** @type {number} */ index) => {
		const value = table[index];
		if (typeof value !== 'object' || value === null) return value;
		if (done.has(index)) return done.get(index);
		const copy = Array.isArray(value) ? [] : {};
		done.set(index, copy);
		for (const key of Object.keys(value)) copy[key] = look(value[key]);
		return copy;
	};
	return entry(0);
}
