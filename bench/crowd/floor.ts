import { MIB } from '../files';

/** The most that goes in one request, in bytes. */
const SINGLE_REQUEST = 200 * MIB;

/**
 * The longest chunk, in bytes, that nobody asked for: half of the Memory Limit, whose default is 64 MiB, so
 * that one chunk is read while another one is sent.
 */
const LONGEST_CHUNK = 32 * MIB;

/** Length of the service's window, in seconds. */
const WINDOW = 60;

/**
 * @param sizes of files in bytes
 * @returns how many requests bring them at least: one up to 200 MiB, which is not kept in memory; above it as
 *   many as there are chunks of 32 MiB
 */
export function fewestRequests(sizes: readonly number[]): number {
	return sizes.reduce(
		(sum, size) => sum + (size <= SINGLE_REQUEST ? 1 : Math.ceil(size / LONGEST_CHUNK)),
		0,
	);
}

/**
 * The time in which no client can be faster: of so many requests as many as the limit allows go at once when
 * the first window begins, as many again when the next one begins, and so on. What the last ones take is not in it.
 *
 * @returns milliseconds from the first request to the last one
 */
export function limitFloor(requests: number, perWindow: number, windowSeconds = WINDOW): number {
	return (Math.ceil(requests / perWindow) - 1) * windowSeconds * 1000;
}
