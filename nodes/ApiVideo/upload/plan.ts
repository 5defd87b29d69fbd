import { CHUNK_MIN_BYTES, RANGES_WHOLE_MAX_BYTES, SINGLE_REQUEST_MAX_BYTES } from './limits';
import type { ByteRange } from './range';
import type { UploadSource } from './source';

/**
 * @param size of the file in bytes
 * @param chunkBytes the Chunk Size in bytes, where one was set: no request may carry more of the file
 * @returns whether it can travel in one request: up to and including 200 MiB, or the Chunk Size
 */
export function fitsOneRequest(size: number, chunkBytes = Infinity): boolean {
	return size <= Math.min(SINGLE_REQUEST_MAX_BYTES, chunkBytes);
}

/**
 * @param source of which size and ranges count
 * @param chunkBytes the Chunk Size in bytes, where one was set
 * @returns whether it may go in chunks, whatever the rate limit turns out to be: what fits no request, and what is
 *   above 16 MiB of which several ranges can be read at a time, unless a Chunk Size says how it is to be cut
 */
export function mayBeCut({ size, ranges }: UploadSource, chunkBytes?: number): boolean {
	if (!fitsOneRequest(size, chunkBytes)) return true;
	return ranges !== undefined && chunkBytes === undefined && size > RANGES_WHOLE_MAX_BYTES;
}

/**
 * @param received what the service has, in any order, touching or overlapping
 * @param size of the file in bytes
 * @returns what it does not have of the file, in order
 */
export function missing(received: readonly ByteRange[], size: number): ByteRange[] {
	const gaps: ByteRange[] = [];
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
export function covers(received: readonly ByteRange[], wanted: ByteRange): boolean {
	return notCovered(received, [wanted]).length === 0;
}

/** @returns the parts of `wanted` of which the service has received nothing, in order */
export function notCovered(
	received: readonly ByteRange[],
	wanted: readonly ByteRange[],
): ByteRange[] {
	return wanted.flatMap(({ from, to }) =>
		missing(received, to + 1)
			.filter((gap) => gap.from <= to && gap.to >= from)
			.map((gap) => ({ from: Math.max(from, gap.from), to: Math.min(to, gap.to) })),
	);
}

/** @returns bytes in all of them */
export function lengthOf(ranges: readonly ByteRange[]): number {
	return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/**
 * Finds what nobody may send: no chunk but the last one of the file may be shorter than 5 MiB. Such a
 * gap is left behind where two uploads of one video have cut the file in different ways.
 *
 * @param gaps what the service does not have
 * @param size of the file in bytes
 */
export function unfillable(gaps: readonly ByteRange[], size: number): ByteRange | undefined {
	return gaps.find((gap) => lengthOf([gap]) < CHUNK_MIN_BYTES && gap.to !== size - 1);
}
