import { sleep } from 'n8n-workflow';
import { cancelled } from '../api/exchange';
import type { Clock } from '../upload';

/**
 * @param signal the execution's cancel signal; ends a wait at once
 * @returns the real clock
 */
export function createClock(signal?: AbortSignal): Clock {
	return {
		now: () => Date.now(),
		random: () => Math.random(),
		sleep: async (milliseconds) => {
			if (signal?.aborted) throw cancelled();
			await (signal ? sleepUnlessAborted(milliseconds, signal) : sleep(milliseconds));
		},
	};
}

async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
	let onAbort = () => {};
	const aborted = new Promise<never>((_, reject) => {
		onAbort = () => reject(cancelled());
		signal.addEventListener('abort', onAbort, { once: true });
	});
	try {
		await Promise.race([sleep(milliseconds), aborted]);
	} finally {
		signal.removeEventListener('abort', onAbort);
	}
}
