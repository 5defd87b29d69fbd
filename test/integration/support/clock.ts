import type { createClock as CreateClock } from '../../../nodes/ApiVideo/n8n/clock';

/** How long the node wanted to wait, each time, in milliseconds. */
export const mockWaits: number[] = [];

/**
 * The same in seconds, begun ones for whole: the clock goes on while the node works out how long to
 * wait, so a wait may be shorter than it was asked for, and never is longer.
 */
export function secondsWaited(): number[] {
	return mockWaits.map((milliseconds) => Math.ceil(milliseconds / 1000));
}

const PATH = '../../../nodes/ApiVideo/n8n/clock';

/**
 * The node's own clock, but a wait lasts 2 ms at most, after which the clock shows what it would have
 * shown: what matters is that it waits, for how long, and that cancelling ends it. Whoever imports this must do so before the node.
 */
jest.mock('../../../nodes/ApiVideo/n8n/clock', () => {
	const { createClock } = jest.requireActual<{ createClock: typeof CreateClock }>(PATH);
	return {
		createClock: (signal?: AbortSignal) => {
			const clock = createClock(signal);
			let skipped = 0;
			const sleep = async (milliseconds: number, stop?: AbortSignal): Promise<void> => {
				const until = clock.now() + skipped + milliseconds;
				mockWaits.push(milliseconds);
				await clock.sleep(Math.min(2, milliseconds), stop);
				skipped = Math.max(skipped, until - clock.now());
			};
			const now = () => clock.now() + skipped;
			const date = () => clock.date() + skipped;
			return { ...clock, now, date, sleep };
		},
	};
});
