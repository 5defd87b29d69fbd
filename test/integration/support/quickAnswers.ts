import type * as Real from '../../../nodes/ApiVideo/api/timeLimit';
import { StallClock as mockStallClock } from './stalls';

/** The minute that an answer may take passes in a second. Whoever imports this must do so before the node. */
jest.mock('../../../nodes/ApiVideo/api/timeLimit', () => {
	const { TimeLimit } = jest.requireActual<typeof Real>('../../../nodes/ApiVideo/api/timeLimit');
	class QuickTimeLimit extends TimeLimit {
		private tooLong = false;
		private left = false;

		constructor(signal: AbortSignal, milliseconds = Infinity) {
			super(signal);
			if (milliseconds < Infinity) void this.watch(milliseconds);
		}

		override get isOver(): boolean {
			return this.tooLong;
		}

		override leave(): void {
			this.left = true;
			super.leave();
		}

		private async watch(milliseconds: number): Promise<void> {
			const clock = new mockStallClock('answering');
			const until = clock.now() + milliseconds;
			while (!this.left) {
				await clock.look();
				if (this.left || clock.now() < until) continue;
				this.tooLong = true;
				this.end();
			}
		}
	}
	return { TimeLimit: QuickTimeLimit };
});

export {};
