import type { ByteRange, UploadSource } from '../../../nodes/ApiVideo/upload';

/** How the readings of a source with ranges go. */
export interface RangeSourceOptions {
	/** How many it wants at the same time; 4 unless given. */
	readonly parallel?: () => number;
	/** In turn, in bytes. */
	readonly pieceLengths?: readonly number[];
	/** Waits before each piece of a reading, and may throw. */
	readonly before?: (at: number, signal: AbortSignal) => Promise<void>;
	/** Bytes that a reading brings besides its range, or does not bring. */
	readonly longerBy?: (range: ByteRange) => number;
}

/** Bytes in memory of which several ranges can be read at the same time. Counts who reads what. */
export function rangeSource(
	bytes: Buffer,
	{ parallel = () => 4, pieceLengths = [64 * 1024], before, longerBy }: RangeSourceOptions = {},
) {
	const counts = {
		/** In the order in which they were begun. */
		readings: [] as ByteRange[],
		underWay: 0,
		most: 0,
		/** Readings that were begun though as many as were wanted were under way. */
		tooMany: 0,
		/** How often it was read in order. */
		opened: 0,
	};
	async function* read(from: number, end: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
		try {
			for (let at = from, turn = 0; at < end; turn++) {
				await before?.(at, signal);
				signal.throwIfAborted();
				const length = Math.min(pieceLengths[turn % pieceLengths.length], end - at);
				// A piece is the engine's until it tells that it has used it.
				const piece = new Uint8Array(length);
				piece.set(bytes.subarray(at, at + length));
				yield piece;
				at += length;
			}
		} finally {
			counts.underWay--;
		}
	}
	const source: UploadSource = {
		name: 'film.mp4',
		type: 'video/mp4',
		size: bytes.byteLength,
		open: (from, signal) => {
			counts.opened++;
			counts.underWay++;
			return read(from, bytes.byteLength, signal);
		},
		ranges: {
			parallel,
			read: (range, signal) => {
				if (counts.underWay >= parallel()) counts.tooMany++;
				counts.readings.push(range);
				counts.most = Math.max(counts.most, ++counts.underWay);
				return read(range.from, range.to + 1 + (longerBy?.(range) ?? 0), signal);
			},
		},
		discard: (piece) => void piece.fill(0),
	};
	return { ...source, counts };
}
