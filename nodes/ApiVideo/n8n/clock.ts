import { sleep } from 'n8n-workflow';
import { cancelled } from '../api/exchange';
import type { Clock } from '../upload';

/**
 * @param cancel the execution's cancel signal; ends every wait at once
 * @returns the real clock
 */
export function createClock(cancel?: AbortSignal): Clock {
	return {
		now: () => performance.now(),
		date: () => Date.now(),
		random: () => Math.random(),
		sleep: async (milliseconds, signal) => {
			const signals = [cancel, signal].filter((one) => one !== undefined);
			await (signals.length > 0
				? sleepUnlessAborted(milliseconds, AbortSignal.any(signals))
				: sleep(milliseconds));
		},
	};
}

async function sleepUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) throw cancelled();
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
