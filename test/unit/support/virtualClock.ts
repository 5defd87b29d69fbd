import type { Clock } from '../../../nodes/ApiVideo/upload';

/** A clock whose waits pass at once and are written down. */
export class VirtualClock implements Clock {
	readonly waits: number[] = [];
	private time = Date.parse('2026-11-23T12:00:00Z');

	constructor(private readonly chance = 0.5) {}

	now(): number {
		return this.time;
	}

	random(): number {
		return this.chance;
	}

	async sleep(milliseconds: number): Promise<void> {
		this.waits.push(milliseconds);
		this.time += milliseconds;
	}
}
