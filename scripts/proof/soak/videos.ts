import { poll } from '../../lib/lab';
import type { File as Film } from '../lab';
import type { World } from './world';

/** What a list of videos tells here. */
export interface Titled {
	videoId: string;
	title: string;
}

/**
 * @returns the videos with exactly this title
 */
export async function videosTitled({ service }: World, title: string): Promise<Titled[]> {
	const query = new URLSearchParams({ title, pageSize: '100' });
	const { data } = await service<{ data: Titled[] }>('GET', `/videos?${query}`);
	return data.filter((video) => video.title === title);
}

/**
 * One video has arrived, whole, and once; the trigger has told of it. Then it is deleted.
 *
 * @throws when anything else is there
 */
export async function mustBeWhole(
	world: World,
	{ videoId, title, film }: { videoId: string; title: string; film: Pick<Film, 'size' | 'sha256'> },
): Promise<void> {
	const arrived = await world.emulator.videoFile(videoId);
	if (arrived?.sha256 !== film.sha256) {
		throw new Error(
			`${arrived?.size ?? 'not all'} bytes have arrived of ${film.size}, or other ones`,
		);
	}
	const others = (await videosTitled(world, title)).filter((one) => one.videoId !== videoId);
	for (const other of others) await mustBeEmpty(world, other.videoId);
	await untilTold(world, videoId);
	await deleteVideo(world, videoId);
}

/**
 * A video whose maker never got the answer: the node makes another one, and the service deletes what stays empty after
 * seven days. It is deleted here, and counted.
 */
async function mustBeEmpty(world: World, videoId: string): Promise<void> {
	interface Status {
		ingest: { receivedBytes?: unknown[] | null };
	}
	const { ingest } = await world.service<Status>('GET', `/videos/${videoId}/status`);
	if (ingest.receivedBytes?.length) throw new Error(`${videoId} has bytes of the same file`);
	world.empty.push(videoId);
	await deleteVideo(world, videoId);
}

/** Waits until the trigger has told of a video. */
async function untilTold({ told, signal }: World, videoId: string): Promise<void> {
	await poll(() => told.has(videoId) || undefined, {
		what: `the trigger to tell of ${videoId}`,
		timeoutMilliseconds: 60_000,
		signal,
	});
}

/** Makes an empty video, beside n8n. One whose answer was lost is looked for. */
export async function makeVideo(world: World, title: string): Promise<string> {
	await world.service('POST', '/videos', { title });
	const [{ videoId }, ...others] = await videosTitled(world, title);
	for (const other of others) await deleteVideo(world, other.videoId);
	return videoId;
}

/** Deletes a video as its owner would, beside n8n. */
export async function deleteVideo({ service }: World, videoId: string): Promise<void> {
	await service('DELETE', `/videos/${videoId}`);
}
