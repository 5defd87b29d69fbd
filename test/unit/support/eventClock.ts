import { onAbort, type Clock } from '../../../nodes/ApiVideo/upload';

interface Sleeper {
	readonly until: number;
	wake(): void;
}

/** Turns of the event loop in which nothing happens, after which somebody waits for ever. */
const IDLE_TURNS = 10_000;

/**
 * A clock for several that wait at the same time: time stands still while anybody works, and then goes on to
 * the moment at which the first sleeper wakes.
 */
export class EventClock implements Clock {
	private time = 0;
	private readonly began = Date.parse('2026-11-23T12:00:00Z');
	private readonly sleepers = new Set<Sleeper>();

	/**
	 * @param turns of the event loop after which nobody works any more: 1 where all wait for promises and this
	 *   clock only
	 */
	constructor(
		private readonly chance: () => number,
		private readonly turns = 3,
	) {}

	now(): number {
		return this.time;
	}

	date(): number {
		return this.began + this.time;
	}

	random(): number {
		return this.chance();
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		signal?.throwIfAborted();
		let takeBack = () => {};
		const sleeper = { until: this.time + milliseconds, wake: () => {} };
		try {
			await new Promise<void>((resolve, reject) => {
				sleeper.wake = resolve;
				this.sleepers.add(sleeper);
				if (signal) takeBack = onAbort(signal, () => reject(signal.reason));
			});
		} finally {
			this.sleepers.delete(sleeper);
			takeBack();
		}
	}

	/**
	 * Lets time pass until the work is done. Everybody works in promises only.
	 *
	 * @param look is called each time before time goes on
	 */
	async run<T>(work: Promise<T>, look: () => void = () => {}): Promise<T> {
		let done = false;
		const finish = () => (done = true);
		work.then(finish, finish);
		for (let idle = 0; !done; idle++) {
			// A turn of the event loop ends when no promise can go on by itself.
			for (let turn = 0; turn < this.turns; turn++) await new Promise(setImmediate);
			look();
			if (done) break;
			const first = this.first();
			if (first) {
				idle = 0;
				this.time = Math.max(this.time, first.until);
				this.sleepers.delete(first);
				first.wake();
			} else if (idle > IDLE_TURNS) {
				throw new Error('Somebody waits for ever');
			}
		}
		return await work;
	}

	private first(): Sleeper | undefined {
		let first: Sleeper | undefined;
		for (const one of this.sleepers) if (!first || one.until < first.until) first = one;
		return first;
	}
}
