/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run outside n8n */
import type * as Real from '../../../nodes/ApiVideo/n8n/readWatch';

/** The minutes after which a reading counts as dead pass in a second each. */
const mockReadSpeed = 60;

/** Whoever imports this must do so before the node. */
jest.mock('../../../nodes/ApiVideo/n8n/readWatch', () => {
	const { ReadWatch } = jest.requireActual<typeof Real>('../../../nodes/ApiVideo/n8n/readWatch');
	const clock = { now: () => performance.now() * mockReadSpeed };
	// Like the real one, it must not keep a process alive.
	const look = async () => await new Promise<void>((resolve) => setTimeout(resolve, 100).unref());
	class QuickReadWatch extends ReadWatch {
		constructor(_clock: unknown, signal: AbortSignal) {
			super(clock, signal, look);
		}
	}
	return { ReadWatch: QuickReadWatch };
});
