import { createCipheriv, createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/** What a file holds. It is on no disk. */
export interface Content {
	/** Bytes. */
	readonly size: number;
	/** Writes the bytes from `from` on into the whole of `target`; both lie within the file. */
	fill(target: Buffer, from: number): void;
}

/** Bytes that are drawn once for a seed, and then repeated. */
const TABLE_BYTES = 1024 * 1024;
/** So often, in bytes, stands the number of the block, so that no two blocks of a file are equal. */
const BLOCK_BYTES = 4096;
const STAMP_BYTES = 6;
/** Tables that are kept. */
const MOST_TABLES = 32;
/** Pieces in which files are read, in bytes. */
export const PIECE_BYTES = 256 * 1024;

class MadeContent implements Content {
	private readonly table: Buffer;
	private readonly stamp = Buffer.alloc(STAMP_BYTES);

	constructor(
		readonly size: number,
		seed: number,
	) {
		this.table = tableOf(seed);
	}

	fill(target: Buffer, from: number): void {
		for (let done = 0; done < target.length; ) {
			done += this.table.copy(target, done, (from + done) % TABLE_BYTES);
		}
		const first = Math.floor(from / BLOCK_BYTES);
		for (let block = first; block * BLOCK_BYTES < from + target.length; block++) {
			const at = block * BLOCK_BYTES - from;
			this.stamp.writeUIntLE(block, 0, STAMP_BYTES);
			if (at > -STAMP_BYTES) this.stamp.copy(target, Math.max(0, at), Math.max(0, -at));
		}
	}
}

const tables = new Map<number, Buffer>();

/** Drawing a table takes a millisecond, which answers that carry a few bytes should not. */
function tableOf(seed: number): Buffer {
	const known = tables.get(seed);
	if (known) return known;
	const key = createHash('sha256').update(String(seed)).digest().subarray(0, 16);
	const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
	const table = cipher.update(Buffer.alloc(TABLE_BYTES));
	if (tables.size === MOST_TABLES) tables.clear();
	tables.set(seed, table);
	return table;
}

/**
 * Content that costs no memory to speak of, whatever its size: each byte follows from seed and offset.
 *
 * @param size bytes, up to 2^53
 */
export function madeContent(size: number, seed = 1): Content {
	return new MadeContent(size, seed);
}

/** Content that is given as bytes. */
export function bytesContent(bytes: Buffer): Content {
	return {
		size: bytes.length,
		fill: (target, from) => void bytes.copy(target, 0, from),
	};
}

/**
 * SHA-256 of a file, or of its bytes from `from` to before `end`, worked out in a stream.
 *
 * @returns hexadecimal digits in lower case
 */
export async function sha256Of(content: Content, from = 0, end = content.size): Promise<string> {
	const hash = createHash('sha256');
	const piece = Buffer.alloc(PIECE_BYTES);
	for (let at = from; at < end; at += PIECE_BYTES) {
		const bytes = piece.subarray(0, Math.min(PIECE_BYTES, end - at));
		content.fill(bytes, at);
		hash.update(bytes);
		// Whoever is served in the same process is not kept waiting for a long file.
		await setImmediate();
	}
	return hash.digest('hex');
}
