import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds: less than a test has, and more than anything takes on a machine that is busy with others. */
const LIMIT = 20_000;

/** Waits until `condition` holds; says which one did not, when that takes too long. */
export async function until(condition: () => boolean, what: string): Promise<void> {
	const deadline = performance.now() + LIMIT;
	while (!condition()) {
		if (performance.now() > deadline) throw new Error(`Waited ${LIMIT} ms in vain: ${what}`);
		await delay(5);
	}
}
