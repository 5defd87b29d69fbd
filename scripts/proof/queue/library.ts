import { join } from 'node:path';
import { makeVideo } from '../../lib/demo-video';
import { sha256OfFile } from '../../lib/hash';
import { must } from '../seen';
import { withFileServer, type Video } from './service';
import type { Emulator } from '../../../emulator';

const MIB = 1024 * 1024;

/** Where a video keeps the key of Only Once in its metadata. */
const KEPT_IN = 'n8n-idempotency-key';

/** Files of a library. */
const COUNT = 60;

/** Mebibytes of twelve files; the next twelve are a little longer. The first is beyond what one request takes. */
const SIZES = [205, 2, 40, 0.3, 8, 24, 1, 60, 0.2, 5, 12, 3];

/** Bytes of the shortest file, whatever the factor: a video has some. */
const SHORTEST = 50_000;

/** Files to be uploaded. */
export interface Library {
	/** key: for Only Once; place: a path or a web address. */
	files: Array<{ key: string; place: string; sha256: string }>;
	/** How many all of them have together. */
	bytes: number;
}

/**
 * @param factor 1: up to 210 MiB
 * @param count of files
 * @returns bytes of each file
 */
export function sizesOf(factor: number, count: number = COUNT): number[] {
	return Array.from({ length: count }, (_, index) => {
		const mebibytes = SIZES[index % SIZES.length] * factor;
		return Math.max(SHORTEST, Math.round(mebibytes * MIB)) + index * 1001;
	});
}

/**
 * Puts a library on disk.
 *
 * @param options count: of files
 */
export async function libraryOnDisk(
	folder: string,
	factor: number,
	{ signal, count }: { signal: AbortSignal; count?: number },
): Promise<Library> {
	const sizes = sizesOf(factor, count);
	const files = [];
	for (const [index, size] of sizes.entries()) {
		const path = join(folder, `film-${index}.mp4`);
		await makeVideo(path, size, { seed: index + 1, signal });
		files.push({ key: `disk-${index}`, place: path, sha256: await sha256OfFile(path) });
	}
	return { files, bytes: sum(sizes) };
}

/**
 * Serves a library from a process of its own.
 *
 * @param node the executable
 */
export async function withLibraryOnTheWeb<T>(
	node: string,
	factor: number,
	work: (library: Library) => Promise<T>,
) {
	const sizes = sizesOf(factor);
	const served = Object.fromEntries(
		sizes.map((size, index) => [`/film-${index}.mp4`, { size, seed: index + 1 }]),
	);
	return await withFileServer(node, served, async ({ addressOf, sha256Of }) => {
		const files = [];
		for (const [index, path] of Object.keys(served).entries()) {
			files.push({ key: `web-${index}`, place: addressOf(path), sha256: await sha256Of(path) });
		}
		return await work({ files, bytes: sum(sizes) });
	});
}

/**
 * @param videos all that there are
 * @throws NotOk unless there is one video for each key, which holds that file
 */
export async function mustBeThere({ files }: Library, emulator: Emulator, videos: Video[]) {
	const byKey = new Map(videos.map((video) => [keyOf(video), video]));
	must(videos.length === files.length, () => `${videos.length} videos`);
	for (const { key, sha256 } of files) {
		const arrived = await emulator.videoFile(byKey.get(key)?.videoId ?? '');
		must(arrived, () => `the file ${key} is not complete`);
		must(arrived.sha256 === sha256, () => `the file ${key} is another one`);
	}
}

/** The text under which a video was uploaded. */
function keyOf({ metadata }: Video) {
	return metadata.find(({ key }) => key === KEPT_IN)?.value;
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
