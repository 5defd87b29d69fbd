import { MIB } from '../upload';

/**
 * Frees the memory of a piece that was read for us alone. Left to the garbage collector, every 64 MiB
 * of such memory cost a full collection over all that n8n holds; see docs/performance.md.
 *
 * @param longestBytes of a piece that was read for us: what is longer may be kept by n8n
 */
export function discard(piece: Uint8Array, longestBytes = MIB): void {
	const buffer: Transferable = piece.buffer;
	// A part of a larger buffer shares its memory.
	if (piece.byteLength === buffer.byteLength && piece.byteLength <= longestBytes) {
		buffer.transfer?.(0);
	}
}

/** What moves its memory elsewhere, of the given length: in Node from 22 on. */
type Transferable = ArrayBufferLike & { transfer?(bytes: number): unknown };
