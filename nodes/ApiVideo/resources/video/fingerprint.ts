import { createHash } from 'node:crypto';
import { MIB, type UploadSource } from '../../upload';

/** How much of a file is compared: its beginning is cheap to read, all of it is not. */
const COMPARED_BYTES = MIB;

/**
 * Tells files apart without reading them as a whole.
 *
 * @param signal ends the reading
 * @returns size and the SHA-256 of the first MiB
 */
export async function fingerprint(source: UploadSource, signal: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	let left = COMPARED_BYTES;
	for await (const piece of source.open(signal)) {
		hash.update(piece.subarray(0, left));
		left -= piece.byteLength;
		if (left <= 0) break;
	}
	return `${source.size}-${hash.digest('hex')}`;
}
