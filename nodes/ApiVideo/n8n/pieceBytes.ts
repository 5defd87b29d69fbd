import { MIB } from '../upload';

/** What to ask n8n for, in bytes. It is a hint only, but where it is honoured 64 KiB take twice as long. */
const PIECE_BYTES = MIB;

/** The same for a look at the beginning of a file; n8n reads one piece more than it is asked for. */
const SHORT_BYTES = 64 * 1024;

/** The same for a large file: a quarter of the reads, each of which costs the processor some work of its own. */
const LONG_BYTES = 4 * MIB;

/** From how many bytes on a file counts as large. */
const LARGE_BYTES = 64 * MIB;

/** What to ask n8n for in one reading. */
export interface PieceLength {
	readonly bytes: number;
	/** To be called when the reading has ended. */
	end(): void;
}

/** Whether a reading of the process has long pieces. */
let longOnesAreOut = false;

/**
 * Says in which pieces to read a file. A stream of n8n's holds about three of them, so only one reading of the process
 * at a time gets long ones: a crowd would need much memory for them, and is held back by other things than its reads.
 *
 * @param wantedBytes how many bytes of the file are to be read
 * @param longestBytes see {@link longestPiece}
 */
export function pieceLength(wantedBytes: number, longestBytes: number): PieceLength {
	if (wantedBytes <= SHORT_BYTES) return { bytes: SHORT_BYTES, end: () => {} };
	if (wantedBytes < LARGE_BYTES || longestBytes < LONG_BYTES || longOnesAreOut) {
		return { bytes: PIECE_BYTES, end: () => {} };
	}
	longOnesAreOut = true;
	return { bytes: LONG_BYTES, end: () => (longOnesAreOut = false) };
}

/**
 * @param id of a file, as n8n gave it
 * @returns the longest piece, in bytes, that n8n hands out because it was asked for it; anything longer it may have
 *   for other reasons, and keep
 */
export function longestPiece(id: string): number {
	return id.startsWith('filesystem') ? LONG_BYTES : PIECE_BYTES;
}
