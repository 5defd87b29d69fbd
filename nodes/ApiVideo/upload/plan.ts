import { CHUNK_MIN_BYTES, CHUNK_START_BYTES, CHUNKS_MAX, SINGLE_REQUEST_MAX_BYTES } from './limits';
import type { ByteRange } from './range';

/** A stretch of the file, inclusive. */
export type Stretch = Pick<ByteRange, 'from' | 'to'>;

/**
 * @param size of the file in bytes
 * @returns whether it travels in one request: up to and including 200 MiB
 */
export function fitsOneRequest(size: number): boolean {
	return size <= SINGLE_REQUEST_MAX_BYTES;
}

/**
 * @param received what the service has, in any order, touching or overlapping
 * @param size of the file in bytes
 * @returns what it does not have of the file, in order
 */
export function missing(received: readonly Stretch[], size: number): Stretch[] {
	const gaps: Stretch[] = [];
	let next = 0;
	for (const { from, to } of [...received].sort((a, b) => a.from - b.from)) {
		const end = Math.min(from, size);
		if (end > next) gaps.push({ from: next, to: end - 1 });
		next = Math.max(next, to + 1);
	}
	if (next < size) gaps.push({ from: next, to: size - 1 });
	return gaps;
}

/** @returns whether what the service has received holds every byte of `wanted` */
export function covers(received: readonly Stretch[], wanted: Stretch): boolean {
	return notCovered(received, [wanted]).length === 0;
}

/** @returns the parts of `wanted` of which the service has received nothing, in order */
export function notCovered(received: readonly Stretch[], wanted: readonly Stretch[]): Stretch[] {
	return wanted.flatMap(({ from, to }) =>
		missing(received, to + 1)
			.filter((gap) => gap.from <= to && gap.to >= from)
			.map((gap) => ({ from: Math.max(from, gap.from), to: Math.min(to, gap.to) })),
	);
}

/** @returns bytes in all of them */
export function lengthOf(stretches: readonly Stretch[]): number {
	return stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/**
 * Finds what nobody may send: no chunk but the last one of the file may be shorter than 5 MiB. Such a
 * gap is left behind where two uploads of one video have cut the file in different ways.
 *
 * @param gaps what the service does not have
 * @param size of the file in bytes
 */
export function unfillable(gaps: readonly Stretch[], size: number): Stretch | undefined {
	return gaps.find((gap) => lengthOf([gap]) < CHUNK_MIN_BYTES && gap.to !== size - 1);
}

/**
 * The grid on which a file is cut: every chunk begins at a multiple of it, and all chunks but the last one
 * are multiples of it. Whoever uploads to the same video on the same grid leaves no gap that is too short
 * for a chunk.
 *
 * @param chunkBytes a length that chunks are to have, in bytes; a multiple of 1 KiB always fits a grid
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
 * How long the next chunk is: as long as wanted, on the grid, within the rules of the service. No chunk
 * but the last one of the file may be shorter than 5 MiB, so a remainder that would be is taken along.
 *
 * @param stretch what is left of the stretch being sent
 * @param size of the file in bytes
 * @param wanted bytes
 * @param gridBytes see {@link gridOf}
 * @returns bytes, at most what is left; up to one grid cell and 5 MiB longer than `wanted`
 */
export function chunkLength(
	{ from, to }: Stretch,
	size: number,
	wanted: number,
	gridBytes: number,
): number {
	const left = to - from + 1;
	const least = Math.max(CHUNK_MIN_BYTES, Math.ceil(size / CHUNKS_MAX));
	const cells = Math.max(1, Math.floor(wanted / gridBytes));
	let end = (Math.floor(from / gridBytes) + cells) * gridBytes;
	while (end - from < least) end += gridBytes;
	const length = Math.min(left, end - from);
	const remainder = left - length;
	const endsTheFile = to === size - 1;
	return remainder > 0 && remainder < CHUNK_MIN_BYTES && !endsTheFile ? left : length;
}
