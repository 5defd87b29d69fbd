/** The emulator's clock, which can be set like that of any machine. */
export class Clock {
	/** How far the clock is ahead of the one it was started with, in milliseconds; below 0: behind. */
	offsetMilliseconds = 0;

	/** `source`: milliseconds since the epoch. */
	constructor(private readonly source: () => number) {}

	/** What the clock shows, in milliseconds: dates and expiries go by it. */
	readonly now = (): number => this.source() + this.offsetMilliseconds;

	/** Milliseconds that do not jump when the clock is set: how old something is goes by them. */
	readonly elapsed = (): number => this.source();
}
