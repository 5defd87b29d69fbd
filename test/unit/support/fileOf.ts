import { createHash } from 'node:crypto';

/** A file that is easy to make and has no two equal ranges. */
export function fileOf(size: number): Buffer {
	const hash = (at: number) => createHash('sha256').update(String(at)).digest();
	return Buffer.concat(Array.from({ length: Math.ceil(size / 32) }, (_, at) => hash(at))).subarray(
		0,
		size,
	);
}
