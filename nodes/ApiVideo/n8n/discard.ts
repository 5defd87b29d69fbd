import { PIECE_BYTES } from './pieceBytes';

/**
 * Frees the memory of a piece that was read for us alone. Left to the garbage collector, every 64 MiB
 * of such memory cost a full collection over all that n8n holds; see docs/performance.md.
 */
export function discard(piece: Uint8Array): void {
	const buffer: Transferable = piece.buffer;
	// A part of a larger buffer shares its memory, and what is longer than asked for may be kept by n8n.
	if (piece.byteLength === buffer.byteLength && piece.byteLength <= PIECE_BYTES) {
		buffer.transfer?.(0);
	}
}

/** What moves its memory elsewhere, of the given length: in Node from 22 on. */
type Transferable = ArrayBufferLike & { transfer?(bytes: number): unknown };
