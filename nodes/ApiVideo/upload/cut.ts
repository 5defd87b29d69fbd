import { CHUNK_MIN_BYTES, CHUNK_START_BYTES, CHUNKS_MAX } from './limits';
import type { ByteRange } from './range';

/** How long chunks are to be, in bytes. */
export interface Lengths {
	/** What is wanted of the next one. */
	readonly wanted: number;
	/** None may be longer, unless the service's minimum leaves no other way to fill a gap. */
	readonly most: number;
}

/**
 * The grid on which a file is cut: every chunk begins at a multiple of it, and all chunks but the last one
 * are multiples of it. Whoever uploads to the same video on the same grid leaves no gap that is too short
 * for a chunk.
 *
 * @param chunkBytes a length that chunks are to have, in bytes, up to 200 MiB; a multiple of 64 bytes
 *   always has such a part, and so is every number of whole KiB and of whole MB (1,000,000 bytes)
 * @returns in bytes, from 5 MiB to less than 10 MiB: a part of it, or 8 MiB where no part fits
 */
export function gridOf(chunkBytes: number): number {
	for (let parts = Math.floor(chunkBytes / CHUNK_MIN_BYTES); parts > 0; parts--) {
		const grid = chunkBytes / parts;
		if (isGrid(grid)) return grid;
	}
	return CHUNK_START_BYTES;
}

/** @returns whether it is a number of bytes that {@link gridOf} gives */
export function isGrid(bytes: number): boolean {
	return Number.isInteger(bytes) && bytes >= CHUNK_MIN_BYTES && bytes < 2 * CHUNK_MIN_BYTES;
}

/**
 * The lengths of chunks for which a Chunk Size was set: exactly that, where it is a multiple of the grid and
 * fits into the memory; else the longest multiple of the grid that is shorter. Where the grid itself is
 * longer, because somebody else has begun the video on it and may still be sending, one cell of it: two
 * chunks of at least 5 MiB have no room in a cell, and any other cut could leave a gap that nobody may fill.
 *
 * @param chunkBytes as it was set
 * @param gridBytes see {@link gridOf}
 * @param memoryBytes what one chunk may have of it: all, as it can be sent while it is still being read
 */
export function lengthsOf(chunkBytes: number, gridBytes: number, memoryBytes: number): Lengths {
	const most = Math.min(chunkBytes, memoryBytes);
	const wanted = Math.max(1, Math.floor(most / gridBytes)) * gridBytes;
	return { wanted, most: Math.max(wanted, most) };
}

/**
 * How long the next chunk is: as long as wanted, on the grid, within the rules of the service. No chunk
 * but the last one of the file may be shorter than 5 MiB, so the length also looks at what it leaves.
 *
 * @param range what is left of the range being sent, at least 5 MiB unless it ends the file
 * @param size of the file in bytes
 * @param gridBytes see {@link gridOf}
 * @returns bytes, at most what is left
 */
export function chunkLength(
	{ from, to }: ByteRange,
	size: number,
	lengths: Lengths,
	gridBytes: number,
): number {
	const left = to + 1 - from;
	const endsTheFile = to + 1 === size;
	const fewEnough = Math.ceil(size / CHUNKS_MAX / gridBytes);
	const cells = Math.max(Math.floor(lengths.wanted / gridBytes), fewEnough, 1);
	const most = Math.max(lengths.most, cells * gridBytes);
	const isAllowed = (length: number): boolean => {
		if (length > most) return false;
		if (length === left) return true;
		return length >= CHUNK_MIN_BYTES && (endsTheFile || canBeCut(left - length, most));
	};
	const furthest = (Math.floor(from / gridBytes) + cells) * gridBytes - from;
	const shorter = Array.from({ length: cells }, (_, cell) => furthest - cell * gridBytes);
	const longer = [furthest + gridBytes, furthest + 2 * gridBytes];
	const onGrid = [...shorter, ...longer].map((length) => Math.min(length, left)).find(isAllowed);
	return onGrid ?? offGrid(left, most, endsTheFile);
}

/** @returns whether so many bytes are one chunk or several, of at least 5 MiB and at most `most` bytes each */
function canBeCut(bytes: number, most: number): boolean {
	return Math.max(1, Math.ceil(bytes / most)) * CHUNK_MIN_BYTES <= bytes;
}

/** The length of the first chunk of a range in which none ends on the grid. */
function offGrid(left: number, most: number, endsTheFile: boolean): number {
	if (endsTheFile) return Math.min(left, most);
	if (!canBeCut(left, most))
		return Math.ceil(left / Math.max(1, Math.floor(left / CHUNK_MIN_BYTES)));
	const others = Math.ceil(left / most) - 1;
	return Math.min(most, left - others * CHUNK_MIN_BYTES);
}
