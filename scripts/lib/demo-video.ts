import { createCipheriv } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';

/** Three seconds of a test pattern: H.264 baseline, yuv420p, 320x180, made with ffmpeg. */
export const tinyVideo = join(projectFolder, 'examples', 'test-pattern.mp4');

/** Bytes written at a time. */
const PIECE = 4 << 20;

/** A box that begins with the 32-bit size 1 has its size in 64 bits behind the name. */
const FREE_HEADER = 16;

/**
 * Writes a video of exactly the given size that a browser plays: the tiny video and behind it an
 * MP4 box named "free", which players skip. The filling looks random, so that a swapped or missing
 * part changes the file's hash, and is the same in every run.
 *
 * @param size bytes; at least that of the tiny video and 16 more, or exactly the former
 * @param options another seed gives another file
 */
export async function makeVideo(
	path: string,
	size: number,
	{ seed = 1, signal }: { seed?: number; signal?: AbortSignal } = {},
): Promise<void> {
	const video = await readFile(tinyVideo);
	const rest = size - video.length;
	if (rest !== 0 && rest < FREE_HEADER) {
		throw new RangeError(`The smallest video has ${video.length + FREE_HEADER} bytes`);
	}
	const file = await open(path, 'w');
	try {
		await file.write(video);
		if (rest === 0) return;
		await file.write(freeHeader(rest));
		const filling = noise(seed);
		for (let left = rest - FREE_HEADER; left > 0; left -= PIECE) {
			signal?.throwIfAborted();
			await file.write(filling(Math.min(left, PIECE)));
		}
	} finally {
		await file.close();
	}
}

/** @param size bytes of the whole box */
function freeHeader(size: number): Buffer {
	const header = Buffer.alloc(FREE_HEADER);
	header.writeUInt32BE(1, 0);
	header.write('free', 4, 'latin1');
	header.writeBigUInt64BE(BigInt(size), 8);
	return header;
}

/** Pseudo-random bytes: the key stream of AES in counter mode, which Node makes at GiB per second. */
function noise(seed: number): (length: number) => Buffer {
	const key = Buffer.alloc(16);
	key.writeUInt32BE(seed, 0);
	const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
	const zeros = Buffer.alloc(PIECE);
	return (length) => cipher.update(zeros.subarray(0, length));
}
