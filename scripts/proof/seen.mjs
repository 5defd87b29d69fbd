/** @typedef {import('../lib/execution.ts').Execution} Execution */

/** Something else was seen than a check wants. The message says what. */
export class NotOk extends Error {
	/** @param {string} seen */
	constructor(seen) {
		super(seen);
		this.name = 'NotOk';
	}
}

/**
 * @param {unknown} condition
 * @param {() => string} seen what there is in its place
 * @returns {asserts condition}
 * @throws NotOk
 */
export function must(condition, seen) {
	if (!condition) throw new NotOk(seen());
}

/**
 * @param {Execution} execution
 * @throws NotOk unless the workflow ran to its end
 */
export function mustSucceed(execution) {
	must(execution.status === 'success', () => outcomeOf(execution));
}

/**
 * @param {Execution} execution
 * @returns {string} how it ended, with message and advice
 */
export function outcomeOf({ status, error }) {
	if (!error) return `the execution ended as '${status}'`;
	const { message, description } = error;
	return [`'${message}'`, description ? `'${description}'` : 'no advice'].join(', ');
}
