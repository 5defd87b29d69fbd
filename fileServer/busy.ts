import { generator } from '../emulator/generator';

/** When a server has too much to do, and what it says then. */
export interface Busy {
	status: 429 | 503;
	/** Retry-After: seconds, or a date as text; undefined: the header is missing. */
	retryAfter?: number | string;
	/** Refuses what comes while so many requests to this address are under way. */
	above?: number;
	/** Refuses by chance, 0..1. */
	chance?: number;
	/** Of the chance; default 1. */
	seed?: number;
}

const chances = new WeakMap<Busy, () => number>();

/** @param underWay requests to the address that came before and have no end yet */
export function isBusy(busy: Busy, underWay: number): boolean {
	if (busy.above !== undefined && underWay >= busy.above) return true;
	if (busy.chance === undefined) return false;
	const draw = chances.get(busy) ?? generator(busy.seed ?? 1);
	chances.set(busy, draw);
	return draw() < busy.chance;
}
