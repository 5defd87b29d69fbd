import type { FastifyInstance } from 'fastify';
import { checkBody } from '../attributes';
import type { State } from '../state';
import { thumbnailRules } from '../upload/fileRules';
import { readSmallForm } from '../upload/smallForm';
import { videoObject, type Video } from '../video';

interface VideoParams {
	Params: { videoId: string };
}

/** The pattern of the OpenAPI file, from the first to the last character. */
const aTimecode = (value: unknown): string | undefined =>
	typeof value === 'string' && /^(\d{2}:\d{2}:\d{2}([.:]\d+)?|\d+)$/.test(value)
		? undefined
		: 'This attribute must be a timecode.';

/** `PATCH` and `POST /videos/{videoId}/thumbnail`, and the image behind `assets.thumbnail`. */
export function thumbnailRoutes(server: FastifyInstance, state: State): void {
	const images = new WeakMap<Video, { type: string; content: Buffer }>();

	server.patch<VideoParams>('/videos/:videoId/thumbnail', async ({ params, body }) => {
		const video = state.video(params.videoId);
		checkBody(body, { required: ['timecode'], attributes: { timecode: aTimecode } });
		images.delete(video);
		return videoObject(video, state.url);
	});

	server.post<VideoParams>('/videos/:videoId/thumbnail', async (request) => {
		const video = state.video(request.params.videoId);
		const { type, content } = await readSmallForm(request, thumbnailRules(request.faults));
		images.set(video, { type, content });
		return videoObject(video, state.url);
	});

	// In front of the route that draws a picture with the title on it.
	server.addHook<VideoParams>('preHandler', async ({ routeOptions, params }, reply) => {
		if (routeOptions.url !== '/vod/:videoId/thumbnail.jpg') return;
		const image = images.get(state.video(params.videoId));
		if (image) return await reply.type(image.type).send(image.content);
	});
}
