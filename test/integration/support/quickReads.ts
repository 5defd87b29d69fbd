import type * as Real from '../../../nodes/ApiVideo/n8n/readWatch';
import { StallClock as mockStallClock } from './stalls';

/** Watches that nobody has closed: each of them looks at a clock, again and again. */
export const mockOpenWatches = new Set<object>();

/** The minutes after which a reading counts as dead pass in a second each. Whoever imports this must do so before the node. */
jest.mock('../../../nodes/ApiVideo/n8n/readWatch', () => {
	const { ReadWatch } = jest.requireActual<typeof Real>('../../../nodes/ApiVideo/n8n/readWatch');
	class QuickReadWatch extends ReadWatch {
		constructor(_clock: unknown, signal: AbortSignal) {
			const clock = new mockStallClock('reading');
			super(clock, signal, clock.look);
			mockOpenWatches.add(this);
		}

		override close(): void {
			super.close();
			mockOpenWatches.delete(this);
		}
	}
	return { ReadWatch: QuickReadWatch };
});
