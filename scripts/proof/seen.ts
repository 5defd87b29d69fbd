import type { Execution } from '../lib/execution';

/** Something else was seen than a check wants. The message says what. */
export class NotOk extends Error {
	constructor(seen: string) {
		super(seen);
		this.name = 'NotOk';
	}
}

/**
 * @param seen what there is in its place
 * @throws NotOk
 */
export function must(condition: unknown, seen: () => string): asserts condition {
	if (!condition) throw new NotOk(seen());
}

/** @throws NotOk unless the workflow ran to its end */
export function mustSucceed(execution: Execution) {
	must(execution.status === 'success', () => outcomeOf(execution));
}

/** @returns how it ended, with message and advice */
export function outcomeOf({ status, error }: Execution): string {
	if (!error) return `the execution ended as '${status}'`;
	const { message, description } = error;
	return [`'${message}'`, description ? `'${description}'` : 'no advice'].join(', ');
}
