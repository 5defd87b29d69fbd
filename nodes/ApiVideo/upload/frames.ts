import { Frame } from './frame';
import type { Memory } from './memory';
import { untilDone } from './onAbort';
import type { ByteRange } from './range';
import { readingsOf, type Readings } from './readings';
import type { UploadSource } from './source';

/** How long the next frame is, in bytes. */
export interface FrameLength {
	readonly wanted: number;
	/** Where memory is short because others hold on to theirs; not more than is wanted. */
	readonly least: number;
}

/**
 * Cuts the wanted ranges of a source into frames, and fills them: by one reading in order, or by several at the
 * same time where the source has ranges. A frame is handed out when it begins to be filled. The next one is cut
 * only once fewer readings are under way than the source wants, and fewer fill, or have filled, frames that nobody
 * has opened: so one reading is never more than one frame ahead of sending. What lies between the ranges is left
 * out where the source `seeks`, or has ranges, else read and dropped.
 *
 * @param ranges in order, not touching
 * @param memory asked before a frame is filled, so that no reading waits for it
 * @param nextLength asked before each frame: how long it is, given what is left of its range
 * @param signal ends the reading at once
 * @returns frames that whoever takes them must release
 * @throws SourceError where the file is not as long as it said, and whatever the source throws, as does the reading
 *   of the frame that was being filled: a file of the wrong size is never completed. All other readings end at once.
 */
export async function* frames(
	source: UploadSource,
	ranges: readonly ByteRange[],
	memory: Pick<Memory, 'reserve'>,
	nextLength: (left: ByteRange) => FrameLength,
	signal: AbortSignal,
): AsyncGenerator<Frame> {
	const crew = new Crew(signal);
	const readings = readingsOf(source, ranges[0]?.from ?? 0, crew.signal);
	const mayBegin = () => crew.underWay < readings.parallel();
	const mayCut = () => mayBegin() && crew.ahead < readings.parallel();
	try {
		for (const { from, to } of ranges) {
			for (let next = from; next <= to; ) {
				await crew.until(mayCut);
				await readings.moveTo(next);
				const { wanted, least } = nextLength({ from: next, to });
				const blocks = await memory.reserve(wanted, crew.signal, least);
				const frame = new Frame(next, blocks.bytes, blocks);
				next += blocks.bytes;
				yield* begun(frame, readings, crew, mayBegin);
			}
		}
		await crew.until(() => crew.underWay === 0);
	} finally {
		await crew.end();
		await readings.close();
	}
}

/** Begins the readings that fill a frame, and hands it out once the first of them has begun. */
async function* begun(
	frame: Frame,
	readings: Readings,
	crew: Crew,
	mayBegin: () => boolean,
): AsyncGenerator<Frame> {
	const shares = readings.divide(frame.length);
	crew.goAhead(frame, shares.length);
	let isOut = false;
	try {
		for (const share of shares) {
			await crew.until(mayBegin);
			// Somebody else may have sent its bytes meanwhile.
			if (frame.isReleased) return;
			crew.begin(readings.fillNext(frame, share));
			if (!isOut) {
				isOut = true;
				yield frame;
			}
		}
	} finally {
		if (!isOut) frame.release();
	}
}

/** Those who read at the same time. The first that fails ends the others. */
class Crew {
	/** Aborted with what the first one has thrown. */
	readonly signal: AbortSignal;
	/** How many fill, or have filled, frames that nobody has opened yet. */
	ahead = 0;
	private readonly stop = new AbortController();
	private readonly working = new Set<Promise<void>>();
	private wake: () => void = () => {};

	/** @param signal ends all of them at once */
	constructor(signal: AbortSignal) {
		this.signal = AbortSignal.any([signal, this.stop.signal]);
	}

	get underWay(): number {
		return this.working.size;
	}

	/** Counts the readings of a frame, until somebody has opened it. */
	goAhead(frame: Frame, readings: number): void {
		this.ahead += readings;
		void frame.taken.then(() => {
			this.ahead -= readings;
			this.wake();
		});
	}

	begin(reading: Promise<void>): void {
		const work = reading
			.catch((reason: unknown) => this.stop.abort(reason))
			.finally(() => {
				this.working.delete(work);
				this.wake();
			});
		this.working.add(work);
	}

	/**
	 * Waits for a condition that can change only when a reading ends or somebody opens a frame.
	 *
	 * @throws what the first reading that failed has thrown; the signal's reason
	 */
	async until(isSo: () => boolean): Promise<void> {
		for (;;) {
			this.signal.throwIfAborted();
			if (isSo()) return;
			await untilDone((wake) => (this.wake = wake), this.signal);
		}
	}

	/** Ends everybody, and waits until the last one is gone. */
	async end(): Promise<void> {
		this.stop.abort();
		await Promise.all(this.working);
	}
}
