import { cancelled } from '../api/exchange';
import type { Clock } from '../upload';
import { pause } from './pause';

/** @returns the real clock */
export function createClock(): Clock {
	return {
		now: () => performance.now(),
		date: () => Date.now(),
		random: () => Math.random(),
		sleep: async (milliseconds, signal) => {
			await pause(milliseconds, signal);
			if (signal.aborted) throw cancelled();
		},
	};
}
