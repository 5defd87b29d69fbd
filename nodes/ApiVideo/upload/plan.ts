import {
	CHUNK_DEFAULT_BYTES,
	CHUNK_MAX_BYTES,
	CHUNK_MIN_BYTES,
	CHUNKS_MAX,
	SINGLE_REQUEST_MAX_BYTES,
} from './limits';

/** How a file travels: in one request, or in `chunks` requests of `chunkBytes` bytes each. */
export type Plan =
	| { readonly kind: 'single' }
	| { readonly kind: 'chunked'; readonly chunkBytes: number; readonly chunks: number };

/**
 * A file up to and including 200 MiB goes in one request, a larger one in chunks.
 *
 * @param size of the file in bytes, at least 1
 * @param chunkBytes wanted length of a chunk, 5 MiB to 128 MiB; enlarged where the file would
 *   otherwise need more than 10,000 chunks
 * @throws RangeError when `chunkBytes` is out of range
 */
export function plan(size: number, chunkBytes: number = CHUNK_DEFAULT_BYTES): Plan {
	if (chunkBytes < CHUNK_MIN_BYTES || chunkBytes > CHUNK_MAX_BYTES) {
		throw new RangeError('A chunk must be between 5 MiB and 128 MiB');
	}
	if (size <= SINGLE_REQUEST_MAX_BYTES) return { kind: 'single' };
	const length = Math.max(chunkBytes, Math.ceil(size / CHUNKS_MAX));
	return { kind: 'chunked', chunkBytes: length, chunks: Math.ceil(size / length) };
}
