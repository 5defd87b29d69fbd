import type { Clock } from './clock';

const FIRST_MS = 500;
const CAP_MS = 30_000;

/**
 * Exponential backoff with full jitter: a random time between 0 and 0.5 s, 1 s, 2 s ... 30 s.
 *
 * @param tries how often the request has been sent so far, at least 1
 * @returns milliseconds to wait before the next try
 */
export function backoff(tries: number, clock: Pick<Clock, 'random'>): number {
	return clock.random() * Math.min(CAP_MS, FIRST_MS * 2 ** (tries - 1));
}
