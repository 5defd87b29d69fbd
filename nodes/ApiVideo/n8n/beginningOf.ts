import { exactly, type AnySource } from '../upload';
import { unreadable } from './unreadable';

/**
 * Reads the beginning of a file. What is read beyond it, in the same piece, is thrown away. A file that is no
 * longer than that is read to its end.
 *
 * @param bytes how many of them
 * @param signal ends the reading at once
 * @returns that many bytes, or all of a shorter file
 * @throws Trouble when the file cannot be read, or is seen to be shorter or longer than it said; also when
 *   the signal was aborted
 */
export async function beginningOf(
	source: AnySource,
	bytes: number,
	signal: AbortSignal,
): Promise<Buffer> {
	if (source.size === undefined) return Buffer.from(source.beginning.subarray(0, bytes));
	const beginning = Buffer.alloc(Math.min(bytes, source.size));
	let filled = 0;
	try {
		for await (const piece of exactly(source, 0, signal, beginning.length)) {
			beginning.set(piece.subarray(0, beginning.length - filled), filled);
			filled = Math.min(filled + piece.byteLength, beginning.length);
			source.discard?.(piece);
			if (filled < source.size && filled === bytes) break;
		}
	} catch (error) {
		throw unreadable(error, source.name, source.ifUnreadable);
	}
	return beginning;
}
