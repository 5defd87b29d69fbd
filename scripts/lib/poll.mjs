import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 * @template T
 * @param {() => Promise<T | undefined> | T | undefined} ask undefined = not yet; a throw ends it
 * @param {{ what: string, timeoutMilliseconds: number, intervalMilliseconds?: number,
 *   signal?: AbortSignal }} options what: named in the message when the time is up
 * @returns {Promise<T>}
 */
export async function poll(ask, { what, timeoutMilliseconds, intervalMilliseconds = 200, signal }) {
	const deadline = Date.now() + timeoutMilliseconds;
	for (;;) {
		signal?.throwIfAborted();
		const answer = await ask();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) {
			throw new Error(`Waited ${Math.round(timeoutMilliseconds / 1000)} s for ${what}`);
		}
		await sleep(intervalMilliseconds, undefined, { signal });
	}
}
