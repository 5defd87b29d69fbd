/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { Clock } from '../../../nodes/ApiVideo/upload';

interface Sleeper {
	readonly until: number;
	wake(): void;
}

/**
 * A clock for several that wait at the same time: time stands still while anybody works, and then goes on to
 * the moment at which the first sleeper wakes.
 */
export class EventClock implements Clock {
	private time = 0;
	private readonly began = Date.parse('2026-11-23T12:00:00Z');
	private sleepers: Sleeper[] = [];

	constructor(private readonly chance: () => number) {}

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
		await new Promise<void>((resolve, reject) => {
			const end = () => {
				this.sleepers = this.sleepers.filter((one) => one !== sleeper);
				reject(new Error('aborted'));
			};
			const wake = () => {
				signal?.removeEventListener('abort', end);
				resolve();
			};
			const sleeper = { until: this.time + milliseconds, wake };
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', end, { once: true });
		});
	}

	/** Lets time pass until the work is done. Everybody works in promises only. */
	async run<T>(work: Promise<T>): Promise<T> {
		let done = false;
		const finish = () => (done = true);
		work.then(finish, finish);
		while (!done) {
			// A turn of the event loop ends when no promise can go on by itself.
			for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
			const first = [...this.sleepers].sort((a, b) => a.until - b.until)[0];
			if (!first) continue;
			this.sleepers = this.sleepers.filter((one) => one !== first);
			this.time = Math.max(this.time, first.until);
			first.wake();
		}
		return await work;
	}
}
