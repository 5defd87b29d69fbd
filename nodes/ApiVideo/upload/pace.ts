import type { Clock } from './clock';
import { CHUNK_ADAPTED_MAX_BYTES, CHUNK_START_BYTES } from './limits';
import { retryAfter } from './retryAfter';
import type { Outcome } from './transport';

/** Share of the rate limit that is planned for; the rest is left to retries and other executions. */
const PLANNED_SHARE = 0.9;

/** Length of the service's window, in milliseconds, until an answer tells when it ends. */
const WINDOW_MS = 60_000;

/**
 * How long a chunk should keep the whole line busy at least, in milliseconds: every request opens a
 * connection and takes some work of its own.
 */
const WORTHWHILE_MS = 50;

/** The service counts whole seconds, so ends of the same window differ by a little, in milliseconds. */
const SAME_WINDOW_MS = 5000;

/**
 * Watches how fast the line is and how many uploads the service still allows, for all uploads of an
 * execution together. Says when the next request may go out, and how long a chunk should be: short, but
 * longer on a line so fast that requests as such would take much of the time, and where the rate limit
 * and not the line would hold the upload back.
 *
 * Source: https://docs.api.video/reference/rate-limiting (`X-RateLimit-*` on every answer, per minute).
 */
export class Pace {
	/** Uploads a minute; unknown until the first answer. */
	private limit?: number;
	/** Uploads left in the window, those in flight already taken off. */
	private remaining = Infinity;
	private windowEnds = 0;
	private pausedUntil = 0;

	private inFlight = 0;
	private busySince = 0;
	private busyMilliseconds = 0;
	private sentBytes = 0;

	constructor(private readonly clock: Clock) {}

	/**
	 * Runs one request as soon as the service has room for it.
	 *
	 * @param signal ends the wait
	 * @throws whatever `request` or the clock's sleep throw
	 */
	async run(request: () => Promise<Outcome>, signal: AbortSignal): Promise<Outcome> {
		for (let wait = this.wait(); wait > 0; wait = this.wait()) {
			await this.clock.sleep(wait, signal);
		}
		signal.throwIfAborted();
		this.remaining--;
		if (this.inFlight++ === 0) this.busySince = this.clock.now();
		try {
			const outcome = await request();
			if (outcome.kind === 'answer') this.learn(outcome.headers);
			return outcome;
		} finally {
			if (--this.inFlight === 0) this.busyMilliseconds += this.clock.now() - this.busySince;
		}
	}

	/** Holds everybody back, as after a 429: no request goes out for `milliseconds`. */
	pause(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + milliseconds);
	}

	/** Counts bytes that the line has taken. */
	sent(bytes: number): void {
		this.sentBytes += bytes;
	}

	/**
	 * @param bytesLeft bytes of the file that no chunk has been made of yet
	 * @param most bytes a chunk may have, at least 8 MiB
	 * @returns a multiple of 8 MiB, up to 128 MiB, in bytes: what an upload has left out is then never
	 *   too short for a chunk, whoever sends it
	 */
	chunkBytes(bytesLeft: number, most: number): number {
		const milliseconds =
			this.busyMilliseconds + (this.inFlight > 0 ? this.clock.now() - this.busySince : 0);
		if (milliseconds <= 0) return CHUNK_START_BYTES;
		const bytesPerMs = this.sentBytes / milliseconds;
		const wanted = Math.max(
			bytesPerMs * WORTHWHILE_MS,
			this.bytesUnderLimit(bytesPerMs, bytesLeft),
		);
		const allowed = Math.floor(Math.min(CHUNK_ADAPTED_MAX_BYTES, most) / CHUNK_START_BYTES);
		return (
			CHUNK_START_BYTES * Math.min(allowed, Math.max(1, Math.ceil(wanted / CHUNK_START_BYTES)))
		);
	}

	/** How long a chunk must be so that the rate limit does not hold the line back. */
	private bytesUnderLimit(bytesPerMs: number, bytesLeft: number): number {
		if (this.limit === undefined) return 0;
		const toKeepTheLineBusy = (bytesPerMs * WINDOW_MS) / (PLANNED_SHARE * this.limit);
		const toFitIntoTheWindow = bytesLeft / Math.max(1, PLANNED_SHARE * this.remainingNow());
		return Math.min(toKeepTheLineBusy, toFitIntoTheWindow);
	}

	private wait(): number {
		const now = this.clock.now();
		const untilRoom = this.remainingNow() > 0 ? 0 : this.windowEnds - now;
		return Math.max(this.pausedUntil - now, untilRoom);
	}

	private remainingNow(): number {
		const now = this.clock.now();
		if (this.limit !== undefined && now >= this.windowEnds) {
			this.remaining = this.limit;
			this.windowEnds = now + WINDOW_MS;
		}
		return this.remaining;
	}

	private learn(headers: Readonly<Record<string, string>>): void {
		const limit = lowest(headers['x-ratelimit-limit']);
		const remaining = lowest(headers['x-ratelimit-remaining']);
		const windowLeft = retryAfter(
			{ 'x-ratelimit-retry-after': headers['x-ratelimit-retry-after'] },
			0,
		);
		if (!(limit > 0) || !(remaining >= 0) || windowLeft === undefined) return;
		const ends = this.clock.now() + windowLeft;
		// Within a window answers overtake each other, and other executions count too: the lower
		// number is right. Of a new window only the other requests under way are not counted yet.
		this.remaining =
			ends > this.windowEnds + SAME_WINDOW_MS
				? Math.max(0, remaining - (this.inFlight - 1))
				: Math.min(this.remainingNow(), remaining);
		this.limit = limit;
		this.windowEnds = ends;
	}
}

/** A proxy may send a header a second time, with a limit of its own. */
function lowest(header: string | undefined): number {
	return header === undefined ? NaN : Math.min(...header.split(',').map(Number));
}
