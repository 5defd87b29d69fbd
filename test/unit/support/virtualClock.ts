import type { Clock } from '../../../nodes/ApiVideo/upload';

/** A clock whose waits take no time and are written down. */
export class VirtualClock implements Clock {
	readonly waits: number[] = [];
	private time = 0;
	private readonly began = Date.parse('2026-11-23T12:00:00Z');

	constructor(private readonly chance: () => number = () => 0.5) {}

	now(): number {
		return this.time;
	}

	date(): number {
		return this.began + this.time;
	}

	random(): number {
		return this.chance();
	}

	/** Lets time pass while a request is under way. */
	pass(milliseconds: number): void {
		this.time += milliseconds;
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		const until = this.time + milliseconds;
		this.waits.push(milliseconds);
		// Others get their turn first, as they would while somebody really waits.
		await new Promise(setImmediate);
		if (signal?.aborted) throw new Error('aborted');
		this.time = Math.max(this.time, until);
	}
}
