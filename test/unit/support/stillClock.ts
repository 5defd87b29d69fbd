import type { Clock } from '../../../nodes/ApiVideo/upload';

/** A clock on which no time passes: a wait ends only when its signal does. */
export const stillClock: Clock = {
	now: () => 0,
	date: () => 0,
	random: () => 0.5,
	sleep: async (_milliseconds, signal) =>
		await new Promise((_resolve, reject) => {
			signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
		}),
};
