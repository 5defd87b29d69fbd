import { chanceFrom } from './chance';
import { FAULTS, type Fault, type Schedule } from './modelService';

/** A schedule by chance, which remembers what has gone wrong. */
export interface FaultSchedule extends Schedule {
	next(): number;
	readonly met: Set<Fault>;
}

/**
 * @param seed the same seed, the same troubles
 * @param faultShare of the requests that something goes wrong with
 */
export function scheduleFrom(
	seed: number,
	faultShare: number,
	faults: readonly Fault[] = FAULTS,
): FaultSchedule {
	const met = new Set<Fault>();
	const next = chanceFrom(seed);
	return {
		next,
		met,
		fault: (): Fault | undefined => {
			if (next() >= faultShare) return undefined;
			const fault = faults[Math.floor(next() * faults.length)];
			met.add(fault);
			return fault;
		},
		silent: () => next() < faultShare,
		lag: () => (next() < faultShare ? Math.floor(next() * 4) : 0),
		delay: () => Math.floor(next() * 4),
		// Up to a minute more than is waited out.
		outage: () => next() * 16 * 60_000,
	};
}
