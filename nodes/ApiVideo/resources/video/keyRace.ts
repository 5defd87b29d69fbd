import type { IDataObject } from 'n8n-workflow';
import { VIDEOS } from '../../api/paths/videos';
import { isNotFound, Trouble } from '../../api/trouble';
import { timeOf } from '../../values/apiDate';
import type { OperationContext } from '../operation';
import { readMetadata } from './tagsAndMetadata';
import { fetchVideo } from './fetchVideo';
import { OWN_METADATA } from './ownMetadata';

/** How long the list may take until it shows a video that was just made, in milliseconds. */
export const LAG_MAX_MS = 30_000;

const FIRST_PAUSE_MS = 250;
const PAUSE_MAX_MS = 2000;

/**
 * How long after a video was made another one can still come before it: `createdAt` has whole seconds, so
 * the one that was made later may win, and of several copies of the list one may be behind. At least, in
 * milliseconds; longer where the list has lagged.
 */
const SETTLED_MS = 4000;

/** A second of `createdAt`, and some time for a request that is under way, in milliseconds. */
const TIE_MS = 1500;

/**
 * Finds the videos of an idempotency key. Several executions that ask at the same moment see the same
 * order, and so agree on the first one. The list may hold more than is asked for, as the service compares
 * metadata in its own way, so all of it is read.
 *
 * @returns the oldest first; of those made in the same second, the one whose ID comes first
 */
export async function findByKey({ api }: OperationContext, key: string): Promise<IDataObject[]> {
	const qs = {
		metadata: { [OWN_METADATA.idempotency]: key },
		sortBy: 'createdAt',
		sortOrder: 'asc',
	};
	const videos = await api.list({ path: VIDEOS, qs }, Infinity);
	return videos.filter((video) => metadataOf(video, OWN_METADATA.idempotency) === key).sort(byAge);
}

/**
 * Waits until it is clear which video an idempotency key stands for. The list is not believed before it
 * shows the video that this step has made, and it is looked at once more when nobody can come before the
 * first one any longer.
 *
 * @param made the video that this step has just made with the key
 * @returns the video that counts: `made`, or one of another execution
 * @throws Trouble when the list does not show `made` for half a minute
 */
export async function settle(
	context: OperationContext,
	key: string,
	made: string,
): Promise<IDataObject> {
	const { clock, signal } = context;
	const madeAt = clock.now();
	const { videos: first, lag } = await listWith(context, key, made);
	// Asking may have taken longer than SETTLED_MS, as a request waits for its turn. An older video may still come
	// for TIE_MS from now on, and the list may show it as late as it was seen to lag.
	const settledAt = Math.max(madeAt + SETTLED_MS, clock.now() + TIE_MS + lag);
	await clock.sleep(Math.max(0, settledAt - clock.now()), signal);
	const { videos: second } = await listWith(context, key, made);
	const listed = new Set(second.map(({ videoId }) => videoId));
	const missed = first.filter(({ videoId }) => !listed.has(videoId));
	const [winner] = [...second, ...(await thatExist(context, missed))].sort(byAge);
	return winner;
}

/**
 * Looks once more for a video that was found with a key and holds nothing yet: it may have been made a
 * moment ago, by an execution that finds another one to be the first and deletes it.
 *
 * @returns the videos of the key now, as {@link findByKey}
 */
export async function lookOnceMore(context: OperationContext, key: string): Promise<IDataObject[]> {
	await context.clock.sleep(SETTLED_MS, context.signal);
	return await findByKey(context, key);
}

/** @returns the text that a video's metadata holds under a key */
export function metadataOf({ metadata }: IDataObject, wanted: string): string | undefined {
	return readMetadata(metadata).find(({ key }) => key === wanted)?.value;
}

/** A list that shows a video. */
interface Listed {
	readonly videos: IDataObject[];
	/** For how long it was seen not to show it, in milliseconds. */
	readonly lag: number;
}

async function listWith(context: OperationContext, key: string, made: string): Promise<Listed> {
	const { clock, signal } = context;
	const started = clock.now();
	let firstAnsweredAt: number | undefined;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(PAUSE_MAX_MS, 2 * pause)) {
		const videos = await findByKey(context, key);
		const now = clock.now();
		firstAnsweredAt ??= now;
		if (videos.some(({ videoId }) => videoId === made))
			return { videos, lag: now - firstAnsweredAt };
		if (clock.now() - started >= LAG_MAX_MS) throw notListed(made);
		await clock.sleep(pause, signal);
	}
}

/** What the list has shown once and then no more was deleted, or the list is not the same everywhere. */
async function thatExist(
	context: OperationContext,
	videos: readonly IDataObject[],
): Promise<IDataObject[]> {
	const found = await Promise.all(
		videos.map(async (video) => ((await exists(context, String(video.videoId))) ? [video] : [])),
	);
	return found.flat();
}

async function exists(context: OperationContext, videoId: string): Promise<boolean> {
	return await fetchVideo(context, videoId).then(
		() => true,
		async (error: unknown) => (isNotFound(error) ? false : await Promise.reject(error)),
	);
}

function notListed(videoId: string): Trouble {
	return new Trouble(
		`The list of videos does not show the video ${videoId}, which this step has made for the key in Only Once`,
		'Another execution may use the same key and could not be seen, so nothing more was done. Run the step again in a few minutes: it looks anew which video the key stands for.',
	);
}

function byAge(a: IDataObject, b: IDataObject): number {
	const ages = madeAt(a) - madeAt(b);
	if (ages !== 0 && !Number.isNaN(ages)) return ages;
	return String(a.videoId) < String(b.videoId) ? -1 : 1;
}

/** @returns milliseconds since 1970; the service need not tell it, and then the video comes last */
function madeAt({ createdAt }: IDataObject): number {
	return timeOf(createdAt) ?? Number.MAX_SAFE_INTEGER;
}
