import { open, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo } from '../scripts/lib/lab';

/** Bytes. */
export const KIB = 1024;
export const MIB = 1024 * KIB;
export const GIB = 1024 * MIB;

/** Below it a file travels in one request, in bytes: whatever the scale, chunks stay chunks. */
const SMALLEST_IN_CHUNKS = 208 * MIB;

/** @returns bytes of a file that is to be sent in chunks at any scale, a whole number of MiB */
export function scaled(bytes: number, scale: number): number {
	return Math.max(SMALLEST_IN_CHUNKS, Math.round((bytes * scale) / MIB) * MIB);
}

/** "1 GiB", "208 MiB", "100 KiB" */
export function sizeText(bytes: number): string {
	if (bytes < MIB) return `${Math.round(bytes / KIB)} KiB`;
	if (bytes < GIB) return `${Math.round(bytes / MIB)} MiB`;
	return `${Number((bytes / GIB).toFixed(1))} GiB`;
}

/** n8n's pattern for the videos in a folder: a backslash would escape there, so Windows paths get slashes. */
export function patternOf(folder: string): string {
	return `${folder.replaceAll('\\', '/')}/*.mp4`;
}

/** Makes videos with contents; returns their paths. */
export async function makeVideos(folder: string, count: number, size: number): Promise<string[]> {
	const paths = Array.from({ length: count }, (_, index) => join(folder, `video-${index}.mp4`));
	for (const [index, path] of paths.entries()) await makeVideo(path, size, { seed: index + 1 });
	return paths;
}

/** Makes a file of zeros that takes no space on the disk; returns its path. */
export async function makeSparse(folder: string, size: number, name = 'sparse'): Promise<string> {
	const path = join(folder, `${name}.mp4`);
	const file = await open(path, 'w');
	try {
		await file.truncate(size);
	} finally {
		await file.close();
	}
	return path;
}

/**
 * n8n copies a file that it reads from disk into its own store, holes and all.
 *
 * @throws when there is no room for `bytes` and some more
 */
export async function needSpace(folder: string, bytes: number): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	const needed = bytes + 2 * GIB;
	if (bavail * bsize >= needed) return;
	throw new Error(`needs ${sizeText(needed)} of free space in ${folder}`);
}
