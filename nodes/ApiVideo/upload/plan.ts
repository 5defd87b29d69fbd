import { CHUNK_MIN_BYTES, CHUNKS_MAX, SINGLE_REQUEST_MAX_BYTES } from './limits';
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
 * @returns what it does not have, in order
 */
export function missing(received: readonly Stretch[], size: number): Stretch[] {
	const gaps: Stretch[] = [];
	let next = 0;
	for (const { from, to } of [...received].sort((a, b) => a.from - b.from)) {
		if (from > next) gaps.push({ from: next, to: from - 1 });
		next = Math.max(next, to + 1);
	}
	if (next < size) gaps.push({ from: next, to: size - 1 });
	return gaps;
}

/** @returns whether what the service has received holds every byte of `wanted` */
export function covers(received: readonly Stretch[], wanted: Stretch): boolean {
	return missing(received, wanted.to + 1).every(({ to }) => to < wanted.from);
}

/**
 * How long the next chunk is: as long as wanted, within the rules of the service. No chunk but the
 * last one of the file may be shorter than 5 MiB, so a remainder that would be is taken along.
 *
 * @param stretch what is left of the stretch being sent
 * @param size of the file in bytes
 * @param wanted bytes
 * @returns bytes, at most what is left, less than 5 MiB longer than `wanted`
 */
export function chunkLength({ from, to }: Stretch, size: number, wanted: number): number {
	const left = to - from + 1;
	const length = Math.min(left, Math.max(wanted, CHUNK_MIN_BYTES, Math.ceil(size / CHUNKS_MAX)));
	const remainder = left - length;
	const endsTheFile = to === size - 1;
	return remainder > 0 && remainder < CHUNK_MIN_BYTES && !endsTheFile ? left : length;
}
