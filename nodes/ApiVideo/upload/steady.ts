import { backoff } from './backoff';
import type { Clock } from './clock';
import { without, type Pieces, type RangeReading, type UploadSource } from './source';

/** How often in a row a file is opened again, or asked about, without progress in between. */
const AGAIN_MOST = 3;

/** What reading on needs from the host. */
export interface Steadying {
	/** Waits between a break and the next try. */
	readonly clock: Pick<Clock, 'sleep' | 'random'>;
	/** How often in a row it is tried again without progress in between, from 0 on; 3 unless given. */
	readonly againMost?: number;
	/** How many bytes of one opening are progress, from 1 on; 1 unless given. */
	readonly progressBytes?: number;
	/** @returns whether another try may help where one ended with this */
	mayPass(reason: unknown): boolean;
	/**
	 * Told before each further try.
	 *
	 * @param reason what ended the one before
	 * @param at offset of the byte that comes next
	 */
	onBreak(reason: unknown, at: number): void;
}

/**
 * A source whose broken reads go on: it is opened again at the byte that comes next, with exponential
 * backoff and full jitter in between. How many openings in a row may bring no progress is the host's to say.
 * Belongs below {@link exactly}: what is shorter or longer than it said is not opened again.
 */
export function steady(source: UploadSource, how: Steadying): UploadSource {
	return {
		...source,
		open: (from, signal, wantedBytes) =>
			readOn((at) => openAt(source, at, signal, wantedBytes), from, signal, how),
	};
}

/** A reading of ranges whose breaks are mended as {@link steady} does: only what has not come yet is read again. */
export function steadyRange(read: RangeReading['read'], how: Steadying): RangeReading['read'] {
	return ({ from, to }, signal) => {
		const rest = (at: number) => (at > to ? NOTHING : read({ from: at, to }, signal));
		return readOn(rest, from, signal, how);
	};
}

/** A read may break behind its last byte: nothing is left to be read then. */
const NOTHING: Pieces = { [Symbol.asyncIterator]: () => ({ next: async () => DONE }) };
const DONE: IteratorResult<Uint8Array> = { done: true, value: undefined };

/**
 * Asks something about a file, and asks again as {@link steady} opens again.
 *
 * @throws what `ask` threw last; what the clock's sleep throws once the signal is aborted
 */
export async function askSteadily<T>(
	ask: () => Promise<T>,
	signal: AbortSignal,
	how: Steadying,
): Promise<T> {
	for (let tries = 1; ; tries++) {
		const done = await ask().then(
			(value) => ({ value }),
			async (reason: unknown) => await untilNextTry(reason, tries, 0, signal, how),
		);
		if (done) return done.value;
	}
}

async function* readOn(
	openFrom: (at: number) => Pieces,
	from: number,
	signal: AbortSignal,
	how: Steadying,
): Pieces {
	const { progressBytes = 1 } = how;
	let at = from;
	for (let tries = 1; ; tries++) {
		const openedAt = at;
		/** The consumer of a piece may end the reading here, and closing the file may throw then. */
		let isOut = false;
		try {
			for await (const piece of openFrom(at)) {
				// The length is noted first: the consumer may free the memory of the piece.
				at += piece.byteLength;
				if (at - openedAt >= progressBytes) tries = 1;
				isOut = true;
				yield piece;
				isOut = false;
			}
			return;
		} catch (reason) {
			if (isOut) await Promise.reject(reason);
			await untilNextTry(reason, tries, at, signal, how);
		}
	}
}

/** @throws `reason` where another try is not allowed, or cannot help */
async function untilNextTry(
	reason: unknown,
	tries: number,
	at: number,
	signal: AbortSignal,
	{ clock, againMost = AGAIN_MOST, mayPass, onBreak }: Steadying,
): Promise<void> {
	if (signal.aborted || tries > againMost || !mayPass(reason)) throw reason;
	onBreak(reason, at);
	await clock.sleep(backoff(tries, clock), signal);
}

/** A read may break behind the last byte, and no source begins there: its end is still to be seen. */
function openAt(
	source: UploadSource,
	at: number,
	signal: AbortSignal,
	wantedBytes?: number,
): Pieces {
	const begin = Math.min(at, source.size - 1);
	const pieces = source.open(begin, signal, wantedBytes);
	return begin === at ? pieces : without(pieces, at - begin, (piece) => source.discard?.(piece));
}
