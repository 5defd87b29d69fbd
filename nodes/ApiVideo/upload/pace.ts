import type { Clock } from './clock';
import { CHUNK_ADAPTED_MAX_BYTES, CHUNK_START_BYTES } from './limits';
import { retryAfter } from './retryAfter';
import { Throughput } from './throughput';
import type { Outcome } from './transport';

/** Share of the rate limit that is planned for; the rest is left to retries and other processes. */
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

/** By how much chance may lengthen a pause: as a share of it, and in milliseconds at most. */
const JITTER = { share: 0.1, most: 3000 };

/** How long the speed of the line counts, in milliseconds of sending: what is older counts half each time. */
const REMEMBERED_MS = 60_000;

/** What an upload still has to send, as far as it is known. */
export interface Load {
	/** Bytes of which no chunk has been made yet. */
	bytes: number;
	/** Requests that carry a whole file and have not been sent yet. */
	requests: number;
}

/**
 * Watches how fast a lane is and how many requests the service still allows, for all that the process sends
 * on it. Says when the next request may go out, and how long a chunk should be: short, but longer on a line
 * so fast that requests as such would take much of the time, and where the rate limit and not the line would
 * hold the uploads back.
 *
 * Source: https://docs.api.video/reference/rate-limiting (`X-RateLimit-*` on every answer, per minute).
 */
export class Pace {
	/** Uploads a minute; unknown until the first answer. */
	private limit?: number;
	/** Uploads left in the window, those in flight already taken off; below 0 where that was too many. */
	private remaining = Infinity;
	private windowEnds = -Infinity;
	/** When the window before ended. */
	private windowBegan = -Infinity;
	/** What the first answer of the window told to be left; Infinity: it has begun without one. */
	private firstTold = Infinity;
	/** Those that were in flight then: nobody knows yet which of them the service had counted already. */
	private uncertain = new Set<object>();
	/** Whether the service has answered a request, and so has told its limit, if it has one. */
	private answered = false;
	private pausedUntil = 0;

	private readonly inFlight = new Set<object>();
	/** Those of them that go as fast as the line. */
	private measured = 0;
	private busySince = 0;
	private busyMilliseconds = 0;
	private sentBytes = 0;
	private readonly loads = new Set<Load>();
	/** Of requests whose files come over lines of their own: the line is at least as fast as that. */
	readonly fromAfar: Throughput;

	constructor(private readonly clock: Clock) {
		this.fromAfar = new Throughput(clock, REMEMBERED_MS);
	}

	/**
	 * Runs one request as soon as the service has room for it.
	 *
	 * @param signal ends the wait
	 * @param slowed whether whoever sends it slows itself, so that it tells nothing of the line
	 * @throws whatever `request` or the clock's sleep throw
	 */
	async run(
		request: () => Promise<Outcome>,
		signal: AbortSignal,
		slowed = false,
	): Promise<Outcome> {
		// Asked again at once: while this was awaited somebody else may have taken the room.
		while (!this.hasRoom) await this.untilRoom(signal);
		signal.throwIfAborted();
		this.remaining--;
		const own = {};
		this.inFlight.add(own);
		if (!slowed && this.measured++ === 0) this.busySince = this.clock.now();
		try {
			const outcome = await request();
			if (outcome.kind === 'answer') {
				this.answered = true;
				this.learn(outcome.headers, own);
			}
			return outcome;
		} finally {
			this.inFlight.delete(own);
			if (!slowed && --this.measured === 0) this.rest();
		}
	}

	/** Whether the service has room for one more request now. */
	get hasRoom(): boolean {
		return this.wait() <= 0;
	}

	/**
	 * Waits until the service has room, and takes none of it.
	 *
	 * @param signal ends the wait
	 * @throws whatever the clock's sleep throws
	 */
	async untilRoom(signal: AbortSignal): Promise<void> {
		for (let wait = this.wait(); wait > 0; wait = this.wait()) {
			await this.clock.sleep(wait, signal);
		}
	}

	/**
	 * Holds everybody back, as after a 429: no request goes out for `milliseconds`, and a little longer by
	 * chance, because other processes that share the limit were refused at the same moment.
	 */
	pause(milliseconds: number): void {
		const jitter = this.clock.random() * Math.min(JITTER.most, JITTER.share * milliseconds);
		this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + milliseconds + jitter);
	}

	/** Announces an upload. The caller keeps `load` up to date; it counts until {@link forget}. */
	expect(load: Load): void {
		this.loads.add(load);
	}

	forget(load: Load): void {
		this.loads.delete(load);
	}

	/**
	 * Counts bytes that the line has taken.
	 *
	 * @param fromAfar whether their request is {@link apart}
	 */
	sent(bytes: number, fromAfar = false): void {
		if (fromAfar) this.fromAfar.sent(bytes);
		else this.sentBytes += bytes;
	}

	/**
	 * Sends a request that has its turn, whose file comes over a line of its own: it is measured apart from all others,
	 * so that a slow file is not held against the line.
	 */
	async apart<T>(send: () => Promise<T>): Promise<T> {
		if (--this.measured === 0) this.rest();
		const end = this.fromAfar.begin();
		try {
			return await send();
		} finally {
			end();
			if (this.measured++ === 0) this.busySince = this.clock.now();
		}
	}

	/**
	 * @param bytes of a file, at least 1
	 * @returns whether the service allows so many requests that the file may go in short chunks, though one request
	 *   could carry it: they and what others have announced leave half of a window's requests
	 */
	hasRoomForChunksOf(bytes: number): boolean {
		if (this.limit === undefined) return true;
		const all = this.expected();
		const chunks = Math.ceil((all.bytes + bytes) / CHUNK_START_BYTES);
		return chunks + all.requests <= this.remainingNow() - this.limit / 2;
	}

	/**
	 * @param most bytes a chunk may have, at least 8 MiB
	 * @returns a multiple of 8 MiB, up to 128 MiB, in bytes: what an upload has left out is then never
	 *   too short for a chunk, whoever sends it
	 */
	chunkBytes(most: number): number {
		const milliseconds =
			this.busyMilliseconds + (this.measured > 0 ? this.clock.now() - this.busySince : 0);
		const allowed = Math.floor(Math.min(CHUNK_ADAPTED_MAX_BYTES, most) / CHUNK_START_BYTES);
		const times = (count: number) => CHUNK_START_BYTES * Math.max(1, Math.min(allowed, count));
		// Nothing is known of the limit yet, but several will share it.
		if (!this.answered) return times([...this.loads].filter(({ bytes }) => bytes > 0).length);
		const near = milliseconds > 0 ? this.sentBytes / milliseconds : 0;
		const bytesPerMs = Math.max(near, this.fromAfar.bytesPerMs);
		const wanted = Math.max(bytesPerMs * WORTHWHILE_MS, this.bytesUnderLimit(bytesPerMs));
		return times(Math.ceil(wanted / CHUNK_START_BYTES));
	}

	/** How long a chunk must be so that the rate limit does not hold the line back. */
	private bytesUnderLimit(bytesPerMs: number): number {
		if (this.limit === undefined) return 0;
		const { bytes, requests } = this.expected();
		const forChunks = PLANNED_SHARE * this.remainingNow() - requests;
		const toKeepTheLineBusy = (bytesPerMs * WINDOW_MS) / (PLANNED_SHARE * this.limit);
		const toFitIntoTheWindow = bytes / Math.max(1, forChunks);
		return Math.min(toKeepTheLineBusy, toFitIntoTheWindow);
	}

	/** What all uploads have left to send. */
	private expected(): Load {
		const all: Load = { bytes: 0, requests: 0 };
		for (const load of this.loads) {
			all.bytes += load.bytes;
			all.requests += load.requests;
		}
		return all;
	}

	/** To be called when the last request has ended. What was measured long ago counts half from now on. */
	private rest(): void {
		this.busyMilliseconds += this.clock.now() - this.busySince;
		if (this.busyMilliseconds <= REMEMBERED_MS) return;
		this.busyMilliseconds /= 2;
		this.sentBytes /= 2;
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
			this.firstTold = Infinity;
			this.beginWindow(now + WINDOW_MS);
		}
		return this.remaining;
	}

	/** @param ends when it will be over, by the clock */
	private beginWindow(ends: number): void {
		this.windowBegan = this.windowEnds;
		this.windowEnds = ends;
		this.uncertain = new Set(this.inFlight);
	}

	/** @param own stands for the request that was answered, among those in flight */
	private learn(headers: Readonly<Record<string, string>>, own: object): void {
		const limit = lowest(headers['x-ratelimit-limit']);
		const remaining = Math.max(0, lowest(headers['x-ratelimit-remaining']));
		const windowLeft = retryAfter(
			{ 'x-ratelimit-retry-after': headers['x-ratelimit-retry-after'] },
			0,
		);
		if (!(limit > 0) || !(remaining >= 0) || windowLeft === undefined) return;
		const ends = this.clock.now() + windowLeft;
		if (ends <= this.windowBegan + SAME_WINDOW_MS && this.uncertain.delete(own)) {
			// It was sent, and counted, in the window before: of this one it tells nothing, and has taken nothing.
			if (this.firstTold < Infinity) this.remaining++;
			return;
		}
		if (ends > this.windowEnds + SAME_WINDOW_MS) {
			this.firstTold = remaining;
			this.beginWindow(ends);
			this.uncertain.delete(own);
			this.remaining = remaining - this.uncertain.size;
		} else {
			// A request that the service had counted before its first answer was taken off twice.
			const twice = this.uncertain.delete(own) && remaining > this.firstTold;
			// Answers overtake each other, and other processes count too: the lower number is right.
			this.remaining = Math.min(this.remainingNow() + (twice ? 1 : 0), remaining);
		}
		this.limit = limit;
		this.windowEnds = ends;
	}
}

/** A proxy may send a header a second time, with a limit of its own. */
function lowest(header: string | undefined): number {
	const values = header?.split(',') ?? [''];
	// Number takes an empty text for 0.
	return Math.min(...values.map((value) => (value.trim() === '' ? NaN : Number(value))));
}
