import type { Clock } from '../../../nodes/ApiVideo/upload';
import { stillClock } from './stillClock';

/**
 * Runs something, and lets so much time pass meanwhile, in milliseconds, on a clock and timers of the
 * test's own. What it does must not need real timers.
 */
export async function whilePassing<T>(
	milliseconds: number,
	run: (clock: Clock) => Promise<T>,
): Promise<T> {
	const clock = { ...stillClock, now: () => Date.now() };
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
	const timeout = jest.spyOn(AbortSignal, 'timeout').mockImplementation(fakeTimeout);
	try {
		const result = run(clock);
		result.catch(() => undefined);
		await jest.advanceTimersByTimeAsync(milliseconds);
		jest.useRealTimers();
		return await result;
	} finally {
		jest.useRealTimers();
		timeout.mockRestore();
	}
}

/** As the platform's, on the timers of the test. */
export function fakeTimeout(milliseconds: number): AbortSignal {
	const timer = new AbortController();
	setTimeout(() => timer.abort(), milliseconds);
	return timer.signal;
}
