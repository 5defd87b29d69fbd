/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as delay } from 'node:timers/promises';

/** Waits until `condition` holds; says which one did not, when that takes too long. */
export async function until(condition: () => boolean, what: string, limit = 5_000): Promise<void> {
	const deadline = performance.now() + limit;
	while (!condition()) {
		if (performance.now() > deadline) throw new Error(`Waited ${limit} ms in vain: ${what}`);
		await delay(5);
	}
}
