import type { FastifyInstance } from 'fastify';
import { createReadStream } from 'node:fs';
import { playerPage, thumbnail } from '../playerPage';
import { Problem } from '../problem';
import type { State } from '../state';
import { encodingOf } from '../videoStatus';

interface MediaParams {
	Params: { videoId: string };
}

/** What `assets` points at. */
export function mediaRoutes(server: FastifyInstance, state: State): void {
	const { settings } = state;
	const open = { config: { open: true } };

	server.get<MediaParams>('/vod/:videoId', open, async ({ params }, reply) =>
		reply.type('text/html').send(playerPage(state.video(params.videoId))),
	);

	server.get<MediaParams>('/vod/:videoId/thumbnail.jpg', open, async ({ params }, reply) =>
		reply.type('image/svg+xml').send(thumbnail(state.video(params.videoId))),
	);

	// 202 until it can be played: that is what the official browser uploader's `onPlayable` waits for.
	server.get<MediaParams>('/vod/:videoId/hls/manifest.m3u8', open, async ({ params }, reply) => {
		const video = state.video(params.videoId);
		reply.type('application/vnd.apple.mpegurl');
		if (encodingOf(video, settings.now(), settings.encodingSeconds) !== 'encoded') {
			return reply.code(202).send('');
		}
		return reply.send('#EXTM3U\n# The emulator does not transcode: play assets.mp4.\n');
	});

	server.get<MediaParams>('/vod/:videoId/mp4/source.mp4', open, async (request, reply) => {
		const video = state.video(request.params.videoId);
		const { received, contentType } = video;
		if (received.completedAt === undefined || settings.discard) {
			throw new Problem('resource-not-found', { name: 'videoId' });
		}
		const path = await state.storage.path(video.videoId, received);
		const range = rangeOf(request.headers.range, received.size);
		reply
			.header('accept-ranges', 'bytes')
			.type(contentType?.startsWith('video/') ? contentType : 'video/mp4');
		if (range === 'unsatisfiable') {
			return reply.code(416).header('content-range', `bytes */${received.size}`).send();
		}
		const { start, end } = range ?? { start: 0, end: received.size - 1 };
		if (range) {
			reply.code(206).header('content-range', `bytes ${start}-${end}/${received.size}`);
		}
		return reply
			.header('content-length', end - start + 1)
			.send(createReadStream(path, { start, end }));
	});
}

/** One `Range: bytes=...` of RFC 9110, both ends included; anything else is ignored, as the RFC allows. */
function rangeOf(
	header: string | undefined,
	size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
	if (!match || match[0] === 'bytes=-') return undefined;
	const [, first, last] = match;
	const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
	const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
	return start > end ? 'unsatisfiable' : { start, end };
}
