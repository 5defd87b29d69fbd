import { Trouble } from '../../../nodes/ApiVideo/api/trouble';

/** Words that n8n asks not to use. */
export const FORBIDDEN = /\b(errors?|problems?|failures?|failed|mistakes?)\b/i;

/** @returns the Trouble that `run` ends in */
export async function troubleOf(run: () => unknown): Promise<Trouble> {
	try {
		await run();
	} catch (error) {
		if (error instanceof Trouble) return error;
		return await Promise.reject(error);
	}
	throw new Error('It went well, which the test did not expect');
}

/** What every message owes the reader: what happened in one sentence, and what to do in full ones. */
export function expectReadable({ message, advice }: Trouble): void {
	expect(message).toMatch(/^['a-zA-Z].*[^.\s]$/);
	expect(advice).toMatch(/^[A-Z"'].*\.$/);
	expect(`${message} ${advice}`).not.toMatch(FORBIDDEN);
	expect(`${message} ${advice}`).not.toMatch(/undefined|null|NaN|\[object/);
}
