import type { watchForStall as WatchForStall } from '../../../nodes/ApiVideo/n8n/stallWatch';
import { StallClock as mockStallClock } from './stalls';

/** The minute after which a connection counts as dead passes in a second. Whoever imports this must do so before the node. */
jest.mock('../../../nodes/ApiVideo/n8n/stallWatch', () => {
	const { watchForStall } = jest.requireActual<{ watchForStall: typeof WatchForStall }>(
		'../../../nodes/ApiVideo/n8n/stallWatch',
	);
	const quick: typeof WatchForStall = async (_clock, body, abort, signal) => {
		const clock = new mockStallClock('sending');
		await watchForStall(clock, body, abort, signal, clock.look);
	};
	return { watchForStall: quick };
});

export {};
