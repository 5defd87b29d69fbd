import { createHash } from 'node:crypto';
import { unreadable } from '../../n8n/unreadable';
import { exactly, MIB, type UploadSource } from '../../upload';

/** How much of a file is compared: its beginning is cheap to read, all of it is not. */
const COMPARED_BYTES = MIB;

/**
 * Tells files apart without reading them as a whole.
 *
 * @param signal ends the reading at once
 * @returns size and the SHA-256 of the first MiB
 * @throws Trouble when the file cannot be read, or is shorter than it said; also when the signal, or the
 *   execution's, was aborted
 */
export async function fingerprint(source: UploadSource, signal?: AbortSignal): Promise<string> {
	const hash = createHash('sha256');
	let left = COMPARED_BYTES;
	try {
		for await (const piece of exactly(source.open(signal), source.size)) {
			hash.update(piece.subarray(0, left));
			left -= piece.byteLength;
			if (left <= 0) break;
		}
	} catch (error) {
		throw unreadable(error, source.name);
	}
	return `${source.size}-${hash.digest('hex')}`;
}
