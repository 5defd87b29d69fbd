import { poll } from '../../lib/lab';
import type { File as Film } from '../lab';
import { countBeside } from './beside';
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

/** What a step put out, and what it was given. */
interface Made {
	videoId: string;
	title: string;
	film: Pick<Film, 'size' | 'sha256'>;
	/** It had nothing but a token. */
	withTokenAlone?: boolean;
}

/**
 * One video has arrived, whole, and once; the trigger has told of it. Then it is deleted.
 *
 * @throws when anything else is there
 */
export async function mustBeWhole(
	world: World,
	{ videoId, title, film, withTokenAlone = false }: Made,
): Promise<void> {
	const arrived = await world.emulator.videoFile(videoId);
	if (arrived?.sha256 !== film.sha256) {
		throw new Error(
			`${arrived?.size ?? 'not all'} bytes have arrived of ${film.size}, or other ones`,
		);
	}
	const others = (await videosTitled(world, title)).filter((one) => one.videoId !== videoId);
	for (const other of others) await countBeside(world, other.videoId, withTokenAlone);
	await untilTold(world, videoId);
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
