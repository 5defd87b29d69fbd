import type { FastifyInstance } from 'fastify';
import { checkBody } from '../attributes';
import { summaryExists } from '../conflicts';
import { pageOf } from '../page';
import { fetchSecondsOf } from '../faults/memory';
import { Problem } from '../problem';
import { processAgain, processVideo } from '../processing';
import { listQuery } from '../query';
import { fitsFilters } from '../search';
import type { State } from '../state';
import { summaryAttributes, summaryOf } from '../summaries';
import { urlOf } from '../urlOf';
import {
	defaultAttributes,
	hasFile,
	videoObject,
	videoSortKey,
	type Video,
	type VideoAttributes,
	type VideoOrigin,
	type VideoPlan,
} from '../video';
import { creationRules, isVideoId, updateRules } from '../videoRules';
import { videoStatus } from '../videoStatus';

interface VideoParams {
	Params: { videoId: string };
}

/** `/videos`, `/videos/{videoId}` and `/videos/{videoId}/status`. */
export function videoRoutes(server: FastifyInstance, state: State): void {
	const { settings } = state;

	server.post('/videos', async ({ body, faults }, reply) => {
		const payload = checkBody(body, creationRules);
		const attributes = attributesFrom(payload, { ...defaultAttributes, title: '' }, state);
		checkWatermark(payload.watermark, state);
		const origin = originFrom(payload.source, state, fetchSecondsOf(faults));
		const video = state.createVideo(attributes, { origin, ...wishesFrom(payload) });
		reply.raw.once('close', () => processVideo(state, video));
		return reply.code(origin ? 202 : 201).send(videoObject(video, state.url));
	});

	server.get('/videos', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, {
			sortBy: ['title', 'createdAt', 'publishedAt', 'updatedAt'],
			filters: ['title', 'description', 'liveStreamId', 'tags[', 'metadata['],
		});
		const found = state.videos
			.valuesAgo(request.lag)
			.filter((video) => fitsFilters(video, url.searchParams, settings));
		const keyOf = (video: Video) => videoSortKey(video, query.sortBy);
		const page = pageOf(found, query, url, keyOf, ({ videoId }) => videoId);
		return { ...page, data: page.data.map((video) => videoObject(video, state.url)) };
	});

	server.get<VideoParams>('/videos/:videoId', async ({ params, lag }) =>
		videoObject(state.videoAgo(params.videoId, lag), state.url),
	);

	server.patch<VideoParams>('/videos/:videoId', async ({ params, body }) => {
		const video = state.video(params.videoId);
		const payload = checkBody(body, updateRules);
		const attributes = attributesFrom(payload, video.attributes, state);
		const summary = payload.transcriptSummary === true;
		if (summary && summaryOf(state, video.videoId)) throw summaryExists('transcriptSummary');
		const spoken = attributes.language !== video.attributes.language;
		state.videos.changing(video.videoId);
		Object.assign(video, { attributes, updatedAt: settings.now(), ...wishesFrom(payload) });
		if (payload.language !== undefined) delete video.languageOrigin;
		const transcript = payload.transcript === true || (spoken && video.transcript === true);
		processAgain(state, video, { transcript, summary });
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

/** What the service is to do with the video, as far as the body says so. */
function wishesFrom(payload: Record<string, unknown>): VideoPlan {
	const { transcript, transcriptSummary, transcriptSummaryAttributes } = payload;
	const elements = (transcriptSummaryAttributes ?? summaryAttributes) as string[];
	return {
		...(transcript !== undefined && { transcript: transcript as boolean }),
		...(transcriptSummary !== undefined && { summary: transcriptSummary ? elements : undefined }),
	};
}

/** The emulator fetches nothing: after `seconds` the file of an import is there, or of a copy of a video that has one. */
function originFrom(source: unknown, state: State, seconds: number): VideoOrigin | undefined {
	if (typeof source !== 'string') return undefined;
	const now = state.settings.now();
	const then = seconds === Infinity ? undefined : now + seconds * 1000;
	if (!isVideoId(source)) return { type: 'import', uri: source, arrivedAt: then };
	const arrives = hasFile(state.video(source), now) ? then : undefined;
	return { type: 'copy', uri: `/videos/${source}/source`, arrivedAt: arrives };
}

function checkWatermark(watermark: unknown, { watermarks }: State): void {
	const { id } = (watermark ?? {}) as { id?: string };
	if (id === undefined || watermarks.has(id)) return;
	const title = 'This watermark does not exist.';
	throw new Problem('invalid-attribute', { name: 'watermark[id]', title });
}

function pick(payload: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
	return Object.fromEntries(Object.entries(payload).filter(([name]) => names.includes(name)));
}
