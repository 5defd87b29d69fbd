import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { aBoolean, checkBody } from '../attributes';
import { onReset } from '../onReset';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import { Remembered } from '../remembered';
import { fitsFilters } from '../search';
import type { State } from '../state';
import { urlOf } from '../urlOf';
import { videoObject, videoSortKey, type Video } from '../video';

interface VideoParams {
	Params: { videoId: string };
}

interface Discarded {
	video: Video;
	discardedAt: number;
}

/** "The Video Restore feature retains videos for 90 days" */
const keptMilliseconds = 90 * 24 * 3600 * 1000;

/**
 * `/discarded/videos`. Video Restore has to be subscribed to, so it is off until somebody posts
 * `{"enabled": true}` to `/emulator/video-restore`; then `DELETE /videos/{videoId}` only discards.
 */
export function discardedVideoRoutes(server: FastifyInstance, state: State): void {
	const { settings, videos } = state;
	const discarded = new Remembered<Discarded>(state.clock.elapsed);
	let enabled = false;
	onReset(state, () => {
		for (const { video } of discarded.values()) {
			state.storage.remove(video.videoId, video.received);
		}
		discarded.clear();
		enabled = false;
	});

	const find = (videoId: string): Discarded => {
		const found = discarded.get(videoId);
		if (!found || settings.now() >= found.discardedAt + keptMilliseconds) {
			throw new Problem('resource-not-found', { name: 'videoId' });
		}
		return found;
	};
	const answer = ({ video, discardedAt }: Discarded) => ({
		...videoObject(video, state.url),
		discarded: true,
		discardedAt: atom(discardedAt),
		deletesAt: atom(discardedAt + keptMilliseconds),
		assets: null,
	});

	server.post('/emulator/video-restore', { config: { open: true } }, async ({ body }, reply) => {
		enabled = checkBody(body, { attributes: { enabled: aBoolean } }).enabled === true;
		return reply.code(204).send();
	});

	// Behind the hook that asks for the Authorization, in front of the route that would delete for good.
	server.addHook<VideoParams>('preHandler', async ({ method, routeOptions, params }, reply) => {
		if (!enabled || method !== 'DELETE' || routeOptions.url !== '/videos/:videoId') return;
		const video = state.video(params.videoId);
		videos.delete(video.videoId);
		discarded.set(video.videoId, { video, discardedAt: settings.now() });
		return await reply.code(204).send();
	});

	server.get('/discarded/videos', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, {
			sortBy: ['title', 'createdAt', 'publishedAt', 'updatedAt'],
			filters: ['title', 'description', 'liveStreamId', 'tags[', 'metadata['],
		});
		const found = discarded
			.valuesAgo(request.lag)
			.filter(({ video }) => fitsFilters(video, url.searchParams, settings));
		const keyOf = ({ video }: Discarded) => videoSortKey(video, query.sortBy);
		const page = pageOf(found, query, url, keyOf, ({ video }) => video.videoId);
		return { ...page, data: page.data.map(answer) };
	});

	server.get<VideoParams>('/discarded/videos/:videoId', async ({ params }) =>
		answer(find(params.videoId)),
	);

	server.patch<VideoParams>('/discarded/videos/:videoId', async ({ params, body }) => {
		const { video } = find(params.videoId);
		const payload = checkBody(body, { attributes: { discarded: aBoolean } });
		if (payload.discarded !== false) {
			throw new Problem('invalid-attribute', { name: 'discarded', detail: 'Value must be false.' });
		}
		discarded.delete(video.videoId);
		videos.set(video.videoId, video);
		return videoObject(video, state.url);
	});
}
