import type { Frame } from './frame';
import { CHUNK_START_BYTES } from './limits';
import { PieceReader } from './pieceReader';
import { exactly, exactlyRange, type RangeReading, type UploadSource } from './source';

/** Who fills frames with the bytes of a file. */
export interface Readings {
	/** How many may be under way at the same time, at least 1; asked before each. */
	parallel(): number;
	/**
	 * @param length of a frame, in bytes
	 * @returns the lengths of the readings that fill it together, in order
	 */
	divide(length: number): number[];
	/**
	 * Skips what lies before a byte of the file. To be called while nothing is being read.
	 *
	 * @param from offset in the file, not before what has been read
	 */
	moveTo(from: number): Promise<void>;
	/**
	 * Fills the first bytes of a frame that nobody fills yet.
	 *
	 * @param length in bytes
	 * @throws SourceError when the file does not hold what it said; and whatever the source throws
	 */
	fillNext(frame: Frame, length: number): Promise<void>;
	close(): Promise<void>;
}

/** @param signal ends all of them at once */
export function readingsOf(source: UploadSource, from: number, signal: AbortSignal): Readings {
	return source.ranges
		? new RangeReadings(source, source.ranges, signal)
		: new OneReading(source, from, signal);
}

/** The file is read once, in order. */
class OneReading implements Readings {
	private readonly pieces: PieceReader;

	constructor(
		private readonly source: UploadSource,
		private at: number,
		signal: AbortSignal,
	) {
		this.pieces = new PieceReader(source, at, (from) => exactly(source, from, signal));
	}

	parallel(): number {
		return 1;
	}

	divide(length: number): number[] {
		return [length];
	}

	async moveTo(from: number): Promise<void> {
		await this.pieces.skip(from - this.at);
		this.at = from;
	}

	async fillNext(frame: Frame, length: number): Promise<void> {
		this.at += length;
		const ends = this.at === this.source.size;
		await frame.fill(
			length,
			async (target) => await this.pieces.fill(target),
			async () => {
				if (ends) await this.pieces.expectEnd();
			},
		);
	}

	async close(): Promise<void> {
		await this.pieces.close();
	}
}

/** Ranges of the file are read several at the same time, each by a request of its own. */
class RangeReadings implements Readings {
	constructor(
		private readonly source: UploadSource,
		private readonly ranges: RangeReading,
		private readonly signal: AbortSignal,
	) {}

	parallel(): number {
		return this.ranges.parallel();
	}

	/** Up to 8 MiB are one reading. More are divided equally among as few readings as keep each to at most 8 MiB. */
	divide(length: number): number[] {
		const count = Math.ceil(length / CHUNK_START_BYTES);
		const share = Math.ceil(length / count);
		return Array.from({ length: count }, (_, turn) => Math.min(share, length - turn * share));
	}

	async moveTo(): Promise<void> {}

	async fillNext(frame: Frame, length: number): Promise<void> {
		const { source, ranges, signal } = this;
		const from = frame.from + frame.begunBytes;
		const range = { from, to: from + length - 1 };
		const open = () => exactlyRange(source, ranges, range, signal);
		const pieces = new PieceReader(source, from, open);
		try {
			await frame.fill(
				length,
				async (target) => await this.ended(pieces.fill(target)),
				async () => await this.ended(pieces.expectEnd()),
			);
		} finally {
			await pieces.close();
		}
	}

	async close(): Promise<void> {}

	/**
	 * Where another reading has failed, this one ends for its reason, whatever words the host has for being ended: a
	 * request that reads this frame may be the first to tell.
	 */
	private async ended<T>(reading: Promise<T>): Promise<T> {
		return await reading.catch(async (reason: unknown) => {
			this.signal.throwIfAborted();
			return await Promise.reject(reason);
		});
	}
}
