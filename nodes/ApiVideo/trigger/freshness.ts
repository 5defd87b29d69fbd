import { REMEMBERED_HOURS } from './hours';

/**
 * Minutes. A replay is recognised by what is remembered. So an event may be as old as the memory reaches back, and
 * one that the service could not deliver for hours is not lost.
 */
export const MAX_AGE_MINUTES = REMEMBERED_HOURS * 60;

/**
 * @param emittedAt in milliseconds since 1970; a date that cannot be read is no reason to lose a signed event
 * @param now in milliseconds since 1970
 * @param maxAge in minutes; 0 for any age
 * @returns whether the event is too old, or from too far in the future, to be taken for a new one
 */
export function isStale(emittedAt: number | undefined, now: number, maxAge: number): boolean {
	if (emittedAt === undefined || maxAge === 0) return false;
	return Math.abs(now - emittedAt) > maxAge * 60_000;
}
