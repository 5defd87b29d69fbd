import type { FastifyInstance } from 'fastify';
import { checkBody } from '../attributes';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import { urlOf } from '../urlOf';
import {
	defaultAttributes,
	videoObject,
	videoSortKey,
	type Video,
	type VideoAttributes,
} from '../video';
import { creationRules, updateRules } from '../videoRules';
import { videoStatus } from '../videoStatus';

interface VideoParams {
	Params: { videoId: string };
}

/** `/videos`, `/videos/{videoId}` and `/videos/{videoId}/status`. */
export function videoRoutes(server: FastifyInstance, state: State): void {
	const { settings } = state;

	server.post('/videos', async ({ body }, reply) => {
		const payload = checkBody(body, creationRules);
		const attributes = attributesFrom(payload, { ...defaultAttributes, title: '' }, state);
		const { source } = payload;
		// An import is accepted and stays "ingesting": the emulator fetches nothing.
		const foreign =
			typeof source !== 'string' ? undefined : isVideoId(source) ? 'copied' : 'downloaded';
		if (foreign === 'copied') state.video(source as string);
		const video = state.createVideo(attributes, foreign);
		return reply.code(foreign ? 202 : 201).send(videoObject(video, state.url));
	});

	server.get('/videos', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, {
			sortBy: ['title', 'createdAt', 'publishedAt', 'updatedAt'],
			filters: ['title', 'description', 'liveStreamId', 'tags[', 'metadata['],
		});
		const found = state.videos
			.valuesAgo(request.lag)
			.filter((video) => matches(video, url.searchParams));
		const keyOf = (video: Video) => videoSortKey(video, query.sortBy);
		const page = pageOf(found, query, url, keyOf, ({ videoId }) => videoId);
		return { ...page, data: page.data.map((video) => videoObject(video, state.url)) };
	});

	server.get<VideoParams>('/videos/:videoId', async ({ params, lag }) =>
		videoObject(state.videoAgo(params.videoId, lag), state.url),
	);

	server.patch<VideoParams>('/videos/:videoId', async ({ params, body }) => {
		const video = state.video(params.videoId);
		const attributes = attributesFrom(checkBody(body, updateRules), video.attributes, state);
		state.videos.changing(video.videoId);
		video.attributes = attributes;
		video.updatedAt = settings.now();
		return videoObject(video, state.url);
	});

	server.delete<VideoParams>('/videos/:videoId', async ({ params }, reply) => {
		state.deleteVideo(params.videoId);
		return reply.code(204).send();
	});

	server.get<VideoParams>('/videos/:videoId/status', async ({ params, lag }) => {
		const video = state.videoAgo(params.videoId, lag);
		const received = lag ? video.received.asOf(state.clock.elapsed() - lag) : video.received;
		return videoStatus({ ...video, received }, settings.now() - lag, settings.encodingSeconds);
	});
}

/** Tags and metadata are replaced as whole lists; a `playerId` of null removes the player. */
function attributesFrom(
	payload: Record<string, unknown>,
	before: VideoAttributes,
	{ players }: State,
): VideoAttributes {
	const { playerId } = payload;
	if (typeof playerId === 'string' && !players.has(playerId)) {
		throw new Problem('invalid-attribute', { name: 'playerId' });
	}
	const attributes: VideoAttributes = {
		...before,
		...pick(payload, 'title', 'description', 'public', 'panoramic', 'mp4Support'),
		...pick(payload, 'tags', 'metadata', 'playerId', 'language'),
	};
	if (playerId === null) delete attributes.playerId;
	if (payload.language === null) delete attributes.language;
	return attributes;
}

function pick(payload: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
	return Object.fromEntries(Object.entries(payload).filter(([name]) => names.includes(name)));
}

function isVideoId(source: string): boolean {
	return /^vi\w+$/.test(source);
}

function matches({ attributes }: Video, query: URLSearchParams): boolean {
	// No video here was recorded from a live stream.
	if (query.has('liveStreamId')) return false;
	return (
		attributes.title.includes(query.get('title') ?? '') &&
		attributes.description.includes(query.get('description') ?? '') &&
		[...query].every(([name, value]) => {
			if (name.startsWith('tags[')) return attributes.tags.includes(value);
			const [, key] = /^metadata\[(.*)\]$/.exec(name) ?? [];
			return (
				key === undefined ||
				attributes.metadata.some((pair) => pair.key === key && pair.value === value)
			);
		})
	);
}
