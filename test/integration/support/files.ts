import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes in one MiB. */
export const MIB = 1024 * 1024;

/** What must arrive of a file. */
export interface FileBytes {
	size: number;
	sha256: string;
}

/** A file to upload, and what must arrive. */
export interface TestFile extends FileBytes {
	path: string;
}

const folder = mkdtempSync(join(tmpdir(), 'upload-test-'));
const made = new Map<string, TestFile>();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A file of that many bytes, the same ones each time. No byte repeats in a pattern, so a chunk that
 * is missing, doubled or swapped always changes the hash.
 * @param variant 0 to 255: another file of the same size
 */
export function fileOf(size: number, variant = 0): TestFile {
	const name = `film-${size}${variant ? `-${variant}` : ''}.mp4`;
	const known = made.get(name);
	if (known) return known;
	const path = join(folder, name);
	const noise = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16, variant));
	const hash = createHash('sha256');
	const file = openSync(path, 'w');
	for (let left = size; left > 0; left -= MIB) {
		const piece = noise.update(Buffer.alloc(Math.min(left, MIB)));
		hash.update(piece);
		writeSync(file, piece);
	}
	closeSync(file);
	const result = { path, size, sha256: hash.digest('hex') };
	made.set(name, result);
	return result;
}
