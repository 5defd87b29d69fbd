import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { processVideo } from '../processing';
import type { State } from '../state';
import { isBeginning, parseContentRange } from '../upload/contentRange';
import { checkHead, videoRules } from '../upload/fileRules';
import { HashSink } from '../upload/hashSink';
import { onlyFileOf, readForm } from '../upload/multipart';
import { otherWriterOf, type OtherWriter } from '../upload/otherWriter';
import { Received } from '../upload/received';
import type { Incoming } from '../upload/storage';
import { urlOf } from '../urlOf';
import { defaultAttributes, videoObject, type Video } from '../video';

/** `POST /videos/{videoId}/source` and `POST /upload`. */
export function uploadRoutes(server: FastifyInstance, state: State): void {
	server.post<{ Params: { videoId: string } }>(
		'/videos/:videoId/source',
		async (request, reply) => {
			return await answer(reply, state, receive(request, state, request.params.videoId));
		},
	);

	server.post('/upload', { config: { open: true } }, async (request, reply) => {
		state.uploadTokens.check(urlOf(request).searchParams.get('token') ?? undefined);
		return await answer(reply, state, receive(request, state, undefined));
	});
}

async function answer(
	reply: FastifyReply,
	state: State,
	received: Promise<Video | undefined>,
): Promise<FastifyReply> {
	const video = await received;
	// Also when the answer is lost on its way.
	if (video) reply.raw.once('close', () => processVideo(state, video));
	if (video) return reply.code(201).send(videoObject(video, state.url));
	reply.raw.socket?.resetAndDestroy();
	return reply.hijack();
}

/** Answers undefined when another writer came in between, and the connection is to be reset. */
async function receive(
	request: FastifyRequest,
	state: State,
	videoIdInPath: string | undefined,
): Promise<Video | undefined> {
	const header = request.headers['content-range'];
	const range = header === undefined ? undefined : parseContentRange(header);
	const find = (videoId: string | undefined) =>
		videoId === undefined ? undefined : state.video(videoId, request.lag);
	find(videoIdInPath)?.received.check(range);

	let incoming: Incoming | undefined;
	let other: OtherWriter | undefined;
	try {
		const form = await readForm(
			request.body as Readable,
			request.headers['content-type'],
			(fieldsBefore) => {
				const known = find(videoIdInPath ?? fieldsBefore.get('videoId'));
				known?.received.check(range);
				other = known && otherWriterOf(request.faults, range);
				if (other && !other.range) return new HashSink(undefined);
				incoming = state.storage.receive(other?.range ?? range, known);
				return incoming.sink;
			},
			request.entry?.fields ?? [],
		);
		const file = onlyFileOf(form);
		const videoId = videoIdInPath ?? form.fields.get('videoId');
		const check = () => {
			const video = find(videoId);
			const received = video?.received ?? new Received();
			received.check(range);
			received.checkSize(range, file.sink.size, file.tooLarge);
			// Nothing says when the service looks at a file; its beginning is where it can tell what it is.
			if (isBeginning(range)) checkHead(file.head, videoRules);
			return video;
		};
		await incoming?.prepare(check());
		if (!incoming) return undefined;
		// Another request may have changed the video meanwhile; from here on nothing can come in between.
		const known = check();
		const video = known ?? state.createVideo({ ...defaultAttributes, title: file.name });
		incoming.place(video.videoId, known === undefined);
		const { now, elapsed } = state.clock;
		const stored = other?.range;
		const size = stored ? stored.to - stored.from + 1 : file.sink.size;
		video.received.add(stored ?? range, size, now(), elapsed());
		video.contentType ??= file.type;
		return other ? undefined : video;
	} catch (error) {
		await incoming?.drop();
		throw error;
	}
}
