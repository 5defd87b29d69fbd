import { REMEMBERED_HOURS } from './hours';

/**
 * Minutes. A replay is recognised by what is remembered. So an event may be as old as the memory reaches back, and
 * one that the service could not deliver for hours is not lost.
 */
export const MAX_AGE_MINUTES = REMEMBERED_HOURS * 60;

/** @returns when the event was emitted, in milliseconds since 1970; undefined where its date cannot be read */
export function timeOf(emittedAt: unknown): number | undefined {
	const time = typeof emittedAt === 'string' ? Date.parse(emittedAt) : NaN;
	return Number.isNaN(time) ? undefined : time;
}

/**
 * @param emittedAt as {@link timeOf} reads it; a date that cannot be read is no reason to lose a signed event
 * @param now in milliseconds since 1970
 * @param maxAge in minutes; 0 for any age
 * @returns whether the event is too old, or from too far in the future, to be taken for a new one
 */
export function isStale(emittedAt: number | undefined, now: number, maxAge: number): boolean {
	if (emittedAt === undefined || maxAge === 0) return false;
	return Math.abs(now - emittedAt) > maxAge * 60_000;
}
