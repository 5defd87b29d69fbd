import type { SourceWithoutLength } from '../../../nodes/ApiVideo/upload';

/** What befalls a source on its way. */
interface Course {
	/** In turn, in bytes. */
	readonly pieceLengths?: readonly number[];
	/** What is thrown where the bytes end; undefined: the file ends there. */
	readonly thenThrow?: unknown;
	/** Waited for before each piece, given how many bytes have been handed out. */
	readonly before?: (at: number, signal: AbortSignal) => Promise<void>;
}

/** A source over bytes in memory that does not tell how many there are. */
export function streamedSource(
	bytes: Buffer,
	{ pieceLengths = [1024 * 1024], thenThrow, before = async () => {} }: Course = {},
): SourceWithoutLength & { counts: { opened: number; open: number } } {
	const counts = { opened: 0, open: 0 };
	return {
		name: 'video.mp4',
		type: 'video/mp4',
		beginning: bytes.subarray(0, 1024 * 1024),
		counts,
		async *open(signal) {
			counts.opened++;
			counts.open++;
			try {
				for (let at = 0, turn = 0; at < bytes.byteLength; turn++) {
					await before(at, signal);
					signal.throwIfAborted();
					const length = pieceLengths[turn % pieceLengths.length];
					yield bytes.subarray(at, at + length);
					at += length;
				}
				if (thenThrow !== undefined) throw thenThrow;
			} finally {
				counts.open--;
			}
		},
	};
}
