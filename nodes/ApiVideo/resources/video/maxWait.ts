import { numberInRange } from '../shared/numberInRange';

/** A week, in minutes. */
const LONGEST = 10_080;

/**
 * @param value of Max Wait
 * @returns minutes
 * @throws Trouble when it is no number from 1 minute to a week
 */
export function readMaxWait(value: unknown): number {
	return numberInRange(value, 'Max Wait', 1, LONGEST);
}
