import type { Clock } from './clock';
import { CHUNK_START_BYTES } from './limits';
import type { Outcome } from './transport';

/** Long requests at the same time until something is known of the line. */
const START = 2;

/** Twice as many requests are worthwhile where the line takes at least so many times as much with them. */
const WORTHWHILE = 1.1;

/** A speed is known once it has been measured for so many milliseconds, and by as many requests as are under way. */
const MEASURED_MS = 100;

/** How long a speed counts, in milliseconds at least, and in requests one after the other: lines change. */
const COUNTS = { milliseconds: 30_000, requests: 20 };

/** A very long request tells its speed each time it has sent so many bytes: far more than buffers on the way hold. */
const STRETCH_BYTES = 4 * CHUNK_START_BYTES;

/** A request that says how many bytes the line has taken, as it takes them. */
export type Measured = (took: (bytes: number) => void) => Promise<Outcome>;

/** What is known of the line with about so many long requests under way; older ones count less and less. */
interface Level {
	requests: number;
	bytes: number;
	/** How long they were under way, added up. */
	milliseconds: number;
	/** The same, of all requests that were under way meanwhile. */
	crowded: number;
	lastAt: number;
}

/**
 * Finds out how many long requests should be under way at the same time: twice as many only where the line
 * takes clearly more with them, and half of them where it takes about as much. On a line that is full already,
 * more requests would bring nothing and leave less of it to everybody else.
 *
 * It knows a speed for 1, 2, 4, 8, … requests: how fast one of them was, times how many there were. A number
 * next to the present one whose speed is not known is tried.
 */
export class Gain {
	/** Long requests that should be under way, if there are so many. */
	places = START;
	private underWay = 0;
	private changedAt = 0;
	/** Milliseconds for which requests have been under way, added up. */
	private crowded = 0;
	private readonly levels = new Map<number, Level>();

	/**
	 * @param most requests at the same time, at least 1; asked each time
	 * @param changed called when there may be more places than before
	 */
	constructor(
		private readonly clock: Pick<Clock, 'now'>,
		private readonly most: () => number,
		private readonly changed: () => void,
	) {}

	/** Whether anything is known of the line. */
	get isKnown(): boolean {
		return [...this.levels.keys()].some((level) => this.speed(level) !== undefined);
	}

	/**
	 * Sends one long request.
	 *
	 * @param request is to say how many bytes the line has taken, as it takes them
	 * @param bytes that it carries
	 * @throws whatever `request` throws
	 */
	async measure(request: Measured, bytes: number): Promise<Outcome> {
		this.count(1);
		let from = this.mark();
		let taken = 0;
		let learned = 0;
		const learn = (upTo: number) => {
			const to = this.mark();
			this.learn(upTo - learned, to.at - from.at, to.crowded - from.crowded);
			[from, learned] = [to, upTo];
		};
		try {
			const outcome = await request((count) => {
				taken += count;
				// Of a very long one each stretch tells, but the end comes with the answer.
				if (taken - learned >= STRETCH_BYTES && bytes - taken >= STRETCH_BYTES) learn(taken);
			});
			if (hasTakenAll(outcome)) learn(bytes);
			return outcome;
		} finally {
			this.count(-1);
		}
	}

	private mark(): { at: number; crowded: number } {
		this.count(0);
		return { at: this.changedAt, crowded: this.crowded };
	}

	private count(by: number): void {
		const now = this.clock.now();
		this.crowded += this.underWay * (now - this.changedAt);
		this.changedAt = now;
		this.underWay += by;
	}

	/** @param crowded milliseconds for which all requests together were under way meanwhile */
	private learn(bytes: number, milliseconds: number, crowded: number): void {
		if (milliseconds <= 0) return;
		const nearest = levelOf(crowded / milliseconds);
		const now = this.clock.now();
		const level = this.current(nearest) ?? emptyLevel();
		if (level.requests >= 4 * nearest) halve(level);
		level.requests++;
		level.bytes += bytes;
		level.milliseconds += milliseconds;
		level.crowded += crowded;
		level.lastAt = now;
		this.levels.set(nearest, level);
		if (this.speed(nearest) === undefined) return;
		this.places = this.best(nearest);
		this.changed();
	}

	/** @returns the number of requests to go on with from one whose speed is known */
	private best(from: number): number {
		let best = from;
		while (this.isWorthwhile(best, best / 2) === false) best /= 2;
		while (this.isWorthwhile(best * 2, best)) best *= 2;
		const more = levelOf(Math.min(best * 2, this.most()));
		if (more > best && this.speed(more) === undefined) return more;
		if (best > 1 && this.speed(best / 2) === undefined) return best / 2;
		return best;
	}

	/** @returns undefined where it is not known */
	private isWorthwhile(more: number, fewer: number): boolean | undefined {
		const [faster, slower] = [this.speed(more), this.speed(fewer)];
		if (faster === undefined || slower === undefined) return undefined;
		return faster >= WORTHWHILE * slower;
	}

	/** @returns bytes per millisecond of all requests together; undefined where it is not known */
	private speed(requests: number): number | undefined {
		const level = this.current(requests);
		if (!level || level.requests < requests) return undefined;
		const { bytes, milliseconds, crowded } = level;
		const together = crowded / milliseconds;
		if (milliseconds / together < MEASURED_MS) return undefined;
		return (bytes / milliseconds) * together;
	}

	private current(requests: number): Level | undefined {
		const level = this.levels.get(requests);
		if (!level) return undefined;
		const { milliseconds, requests: count, lastAt } = level;
		const counts = Math.max(COUNTS.milliseconds, COUNTS.requests * (milliseconds / count));
		return this.clock.now() - lastAt > counts ? undefined : level;
	}
}

/** The power of two that is nearest, in proportion. */
function levelOf(requests: number): number {
	return 2 ** Math.max(0, Math.round(Math.log2(requests)));
}

function emptyLevel(): Level {
	return { requests: 0, bytes: 0, milliseconds: 0, crowded: 0, lastAt: 0 };
}

function halve(level: Level): void {
	level.requests /= 2;
	level.bytes /= 2;
	level.milliseconds /= 2;
	level.crowded /= 2;
}

function hasTakenAll(outcome: Outcome): boolean {
	return outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300;
}
