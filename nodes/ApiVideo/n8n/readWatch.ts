import { cancelled } from '../api/exchange';
import { onAbort, type Clock } from '../upload';
import { lookLater } from './lookLater';

/** How long to wait for one answer of n8n's storage. */
export interface Limit {
	readonly milliseconds: number;
	/** Makes what is thrown once that has passed. */
	readonly tooLong: () => Error;
}

/** Somebody who waits. */
interface Waiting {
	readonly until: number;
	readonly limit: Limit;
	readonly giveUp: (reason: Error) => void;
}

/**
 * Waits for n8n's storage, one answer after the other. A storage that hangs (a database, S3, a network
 * drive) answers neither when the execution is cancelled nor when its stream is destroyed, so every
 * answer is raced against the signal and a limit. Only time in which somebody waits counts.
 */
export class ReadWatch {
	private waiting?: Waiting;
	/** For how long somebody has waited by now, in milliseconds. */
	waitedMs = 0;
	private readonly over = new AbortController();
	private readonly takeBack: () => void;

	/**
	 * @param clock measures how long somebody has waited
	 * @param signal ends every wait at once
	 * @param look resolves when it is time to look again, and as soon as its signal is aborted
	 */
	constructor(
		private readonly clock: Pick<Clock, 'now'>,
		private readonly signal: AbortSignal,
		look: (signal: AbortSignal) => Promise<void> = lookLater,
	) {
		this.takeBack = onAbort(signal, () => this.waiting?.giveUp(cancelled()));
		void this.watch(look);
	}

	/**
	 * Asks, and waits for the answer.
	 *
	 * @param ask is not called any more once the signal is aborted
	 * @param tooLate told of an answer that comes after the wait was given up
	 * @throws Trouble when the signal is aborted; what `limit` says; whatever `ask` throws
	 */
	async wait<T>(
		ask: () => Promise<T>,
		limit: Limit,
		tooLate: (answer: T) => void = () => {},
	): Promise<T> {
		if (this.signal.aborted) throw cancelled();
		let givenUp = false;
		const began = this.clock.now();
		try {
			// No `Promise.race` against one promise that lives as long as the reading: it would keep every piece that was
			// ever read.
			return await new Promise<T>((resolve, reject) => {
				const giveUp = (reason: Error) => {
					givenUp = true;
					reject(reason);
				};
				this.waiting = { until: began + limit.milliseconds, limit, giveUp };
				ask().then((answer) => (givenUp ? tooLate(answer) : resolve(answer)), reject);
			});
		} finally {
			this.waiting = undefined;
			this.waitedMs += this.clock.now() - began;
		}
	}

	/** Ends the watch. To be called whatever happens: it leaves no listener and no timer behind. */
	close(): void {
		this.over.abort();
		this.takeBack();
	}

	private async watch(look: (signal: AbortSignal) => Promise<void>): Promise<void> {
		const { signal } = this.over;
		for (;;) {
			await look(signal);
			if (signal.aborted) return;
			const { waiting } = this;
			if (waiting && this.clock.now() > waiting.until) waiting.giveUp(waiting.limit.tooLong());
		}
	}
}
