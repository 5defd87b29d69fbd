import { cancelled } from '../../api/exchange';
import { MIB, untilDone, type Clock } from '../../upload';

/** Readings at the same time: from a near file server, and at most. */
const NEAR = 4;
const MOST = 8;

/** A file server that takes longer than this to begin its answer is distant, in milliseconds. */
const DISTANT_MS = 20;

/** So is one whose readings are slower than this, in bytes per millisecond: 32 MiB/s, less than a near line has. */
const NEAR_BYTES_PER_MS = (32 * MIB) / 1000;

/** Shorter readings, in bytes, say nothing of the speed. */
const TELLING_BYTES = MIB;

/** After how many undisturbed readings one more is tried, where the file server has refused some. */
const UNDISTURBED = 16;

/** What a reading tells about the way to the file server. */
export interface Measured {
	/** Time to the first byte, in milliseconds. */
	readonly firstByteMs: number;
	readonly bytes: number;
	/** Time in which the reading waited for bytes, in milliseconds. */
	readonly waitedMs: number;
}

/**
 * How many readings a file server is asked for at the same time: four, up to eight where it is distant, so that
 * waiting for one is filled by the others; and fewer, down to one, where it refuses some (429, 503).
 */
export class Readers {
	private wanted = NEAR;
	private most = MOST;
	private underWay = 0;
	private undisturbed = 0;
	private loweredAt = -Infinity;
	private pausedUntil = -Infinity;
	private readonly waiting = new Set<() => void>();

	constructor(private readonly clock: Pick<Clock, 'now' | 'sleep'>) {}

	/** @returns at least 1 */
	parallel(): number {
		return Math.min(this.wanted, this.most);
	}

	/**
	 * Waits until one more request may be sent.
	 *
	 * @param signal ends the wait
	 * @returns gives the place back; to be called whatever happens
	 * @throws Trouble when the signal is aborted
	 */
	async enter(signal: AbortSignal): Promise<() => void> {
		for (;;) {
			if (signal.aborted) throw cancelled();
			const pause = this.pausedUntil - this.clock.now();
			if (pause > 0) await this.clock.sleep(pause, signal);
			else if (this.underWay < this.parallel()) break;
			else await this.placeFree(signal);
		}
		this.underWay++;
		return () => {
			this.underWay--;
			this.tell();
		};
	}

	/** To be told of every reading that has ended well. */
	saw({ firstByteMs, bytes, waitedMs }: Measured): void {
		const isSlow = bytes >= TELLING_BYTES && bytes < waitedMs * NEAR_BYTES_PER_MS;
		const isDistant = firstByteMs > DISTANT_MS || isSlow;
		this.wanted = Math.min(MOST, Math.max(NEAR, this.wanted + (isDistant ? 1 : -1)));
		if (this.most < MOST && ++this.undisturbed >= UNDISTURBED) {
			this.undisturbed = 0;
			this.most++;
		}
		this.tell();
	}

	/** To be told of the first answer: where the file server is distant, the first readings are many. */
	begin(measured: Measured): void {
		if (measured.firstByteMs > DISTANT_MS) this.wanted = MOST;
		this.saw(measured);
	}

	/**
	 * To be told when the file server has refused a request because there are too many: half as many are sent
	 * from now on. Those that were under way with it tell nothing new.
	 *
	 * @param sentAt when the request was sent
	 * @param milliseconds for which the file server asks to wait
	 */
	refuse(sentAt: number, milliseconds: number): void {
		const now = this.clock.now();
		this.undisturbed = 0;
		this.pausedUntil = Math.max(this.pausedUntil, now + milliseconds);
		if (sentAt <= this.loweredAt) return;
		this.loweredAt = now;
		this.most = Math.max(1, Math.floor(Math.min(this.parallel(), this.most) / 2));
	}

	private async placeFree(signal: AbortSignal): Promise<void> {
		let takeBack = () => {};
		const begin = (wake: () => void) => {
			this.waiting.add(wake);
			takeBack = () => void this.waiting.delete(wake);
		};
		try {
			await untilDone(begin, signal);
		} catch (reason) {
			throw signal.aborted ? cancelled() : reason;
		} finally {
			takeBack();
		}
	}

	private tell(): void {
		for (const wake of this.waiting) wake();
	}
}
