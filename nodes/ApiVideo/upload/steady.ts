import { backoff } from './backoff';
import type { Clock } from './clock';
import { without, type Pieces, type UploadSource } from './source';

/** How often in a row a file is opened again, or asked about, without a single byte in between. */
const AGAIN_MOST = 3;

/** What reading on needs from the host. */
export interface Steadying {
	/** Waits between a break and the next try. */
	readonly clock: Pick<Clock, 'sleep' | 'random'>;
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
 * backoff and full jitter in between. Three openings in a row that bring no byte are the most. Belongs
 * below {@link exactly}: what is shorter or longer than it said is not opened again.
 */
export function steady(source: UploadSource, how: Steadying): UploadSource {
	return { ...source, open: (from, signal) => readOn(source, from, signal, how) };
}

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
	source: UploadSource,
	from: number,
	signal: AbortSignal,
	how: Steadying,
): Pieces {
	let at = from;
	for (let tries = 1; ; tries++) {
		/** Whoever has the piece may end the reading, and closing the file may throw then. */
		let isOut = false;
		try {
			for await (const piece of openAt(source, at, signal)) {
				// Whoever takes it may free its memory.
				at += piece.byteLength;
				if (piece.byteLength > 0) tries = 1;
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
	{ clock, mayPass, onBreak }: Steadying,
): Promise<void> {
	if (signal.aborted || tries > AGAIN_MOST || !mayPass(reason)) throw reason;
	onBreak(reason, at);
	await clock.sleep(backoff(tries, clock), signal);
}

/** A read may break behind the last byte, and no source begins there: its end is still to be seen. */
function openAt(source: UploadSource, at: number, signal: AbortSignal): Pieces {
	const begin = Math.min(at, source.size - 1);
	const pieces = source.open(begin, signal);
	return begin === at ? pieces : without(pieces, at - begin, (piece) => source.discard?.(piece));
}
