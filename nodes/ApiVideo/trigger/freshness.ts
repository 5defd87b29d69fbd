/** Minutes. The service retries within seconds; clocks may differ by more. */
export const MAX_AGE_MINUTES = 5;

/**
 * @param emittedAt the event's date; one that cannot be read is no reason to lose a signed event
 * @param now in milliseconds
 * @param maxAge in minutes; 0 for any age
 * @returns whether the event is too old, or from too far in the future, to be taken for a new one
 */
export function isStale(emittedAt: unknown, now: number, maxAge: number): boolean {
	const time = typeof emittedAt === 'string' ? Date.parse(emittedAt) : NaN;
	return maxAge > 0 && Math.abs(now - time) > maxAge * 60_000;
}
