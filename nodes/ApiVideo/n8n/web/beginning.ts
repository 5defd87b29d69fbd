import type { ByteRange } from '../../upload';

/**
 * @param beginning the first bytes of a file
 * @returns those of a range that are among them, in memory that may be freed; undefined where there are none
 */
export function withinBeginning(
	beginning: Uint8Array,
	{ from, to }: ByteRange,
): Uint8Array | undefined {
	return from < beginning.byteLength ? beginning.slice(from, to + 1) : undefined;
}
