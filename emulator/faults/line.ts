import type { Fault } from './fault';

/** How far a line that several share may catch up with timers that were late, in milliseconds. */
const CATCHES_UP_MS = 5;

/** A line of a certain speed. */
export class Line {
	private freeAt: number;

	/**
	 * @param bytesPerSecond at most
	 * @param catchesUp milliseconds for which nothing was taken and that may be made up for
	 * @param now a clock, in milliseconds
	 */
	constructor(
		private readonly bytesPerSecond: number,
		private readonly catchesUp: number,
		private readonly now: () => number = Date.now,
	) {
		this.freeAt = now();
	}

	/**
	 * Takes bytes, behind those that were taken before. Of several that each wait until theirs are through
	 * before they bring more, each has an equal part of the line.
	 *
	 * @returns milliseconds until they are through; 0 where they are late already
	 */
	take(bytes: number): number {
		const now = this.now();
		const begins = Math.max(this.freeAt, now - this.catchesUp);
		this.freeAt = begins + (bytes / this.bytesPerSecond) * 1000;
		return Math.max(0, this.freeAt - now);
	}
}

/** The lines that are shared, by the faults that made them. */
const shared = new WeakMap<Fault, Line>();

/** The line that a request comes through upon which this fault falls. */
export function lineOf(fault: Extract<Fault, { kind: 'bandwidth' }>): Line {
	if (!fault.shared) return new Line(fault.bytesPerSecond, Infinity);
	const line = shared.get(fault) ?? new Line(fault.bytesPerSecond, CATCHES_UP_MS);
	shared.set(fault, line);
	return line;
}
