import type { Clock } from './clock';

/**
 * For how much of a time, in milliseconds, in which all requests wait for their files, the connections still have
 * enough in their buffers to be busy.
 */
const BUFFERED_MS = 50;

/**
 * How many bytes requests under way send together, whose files come over lines of their own. While all of them wait
 * for their files, nothing is told of the line on which they send.
 */
export class Throughput {
	private underWay = 0;
	private waiting = 0;
	private since = 0;
	/** How much longer the connections are busy though all wait, in milliseconds. */
	private bufferedMs = BUFFERED_MS;
	private milliseconds = 0;
	private bytes = 0;

	/** @param rememberedMs how long it counts, in milliseconds of sending: what is older counts half each time */
	constructor(
		private readonly clock: Pick<Clock, 'now'>,
		private readonly rememberedMs: number,
	) {}

	/** What is sent at least, as files may be slower than the line; 0 where nothing is known. */
	get bytesPerMs(): number {
		this.look();
		return this.milliseconds > 0 ? this.bytes / this.milliseconds : 0;
	}

	/** @returns to be called when the request has ended */
	begin(): () => void {
		this.look();
		this.underWay++;
		return () => {
			this.look();
			this.underWay--;
		};
	}

	/** One of the requests waits for bytes of its file. @returns to be called when they have come */
	wait(): () => void {
		this.look();
		this.waiting++;
		return () => {
			this.look();
			this.waiting--;
		};
	}

	sent(bytes: number): void {
		this.bytes += bytes;
	}

	/** Counts the time since somebody last began, waited or ended. */
	private look(): void {
		const now = this.clock.now();
		const passed = now - this.since;
		this.since = now;
		if (this.underWay <= 0) return;
		if (this.waiting < this.underWay) this.bufferedMs = BUFFERED_MS + passed;
		const counted = Math.min(this.bufferedMs, passed);
		this.bufferedMs -= counted;
		this.milliseconds += counted;
		if (this.milliseconds <= this.rememberedMs) return;
		this.milliseconds /= 2;
		this.bytes /= 2;
	}
}
