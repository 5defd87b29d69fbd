/* eslint-disable @n8n/community-nodes/no-restricted-imports -- not part of the node */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { atom } from '../atom';
import { aBoolean, anArrayOf, anObject, aString, checkBody, type BodyRules } from '../attributes';
import { randomText } from '../identifiers';
import { liveStreamObject, type LiveStream } from '../liveStream';
import { onReset } from '../onReset';
import { pageOf } from '../page';
import { Problem, typeOf } from '../problem';
import { listQuery } from '../query';
import { Remembered } from '../remembered';
import { checkRestreams } from '../restreamRules';
import type { State } from '../state';
import { MemorySink } from '../upload/memorySink';
import { readForm } from '../upload/multipart';
import { urlOf } from '../urlOf';
import { webhooksOf } from '../webhooks';

interface StreamParams {
	Params: { liveStreamId: string };
}

const IMAGE_MAX_BYTES = 8 * 1024 * 1024;

const rules: BodyRules = {
	attributes: {
		name: aString,
		public: aBoolean,
		playerId: aString,
		restreams: anArrayOf(anObject),
	},
};

/** `/live-streams` with thumbnail and complete. */
export function liveStreamRoutes(server: FastifyInstance, state: State): void {
	const { settings } = state;
	const streams = new Remembered<LiveStream>(state.clock.elapsed);
	onReset(state, () => streams.clear());
	const find = (liveStreamId: string): LiveStream => {
		const stream = streams.get(liveStreamId);
		if (!stream) throw new Problem('resource-not-found', { name: 'liveStreamId' });
		return stream;
	};
	const show = (stream: LiveStream) => liveStreamObject(stream, state.url);

	server.post('/live-streams', async ({ body }) => {
		const fields = fieldsFrom(body, { ...rules, required: ['name'] }, state);
		const now = settings.now();
		const stream: LiveStream = {
			liveStreamId: `li${randomText(22)}`,
			name: '',
			streamKey: randomText(24),
			public: true,
			broadcasting: false,
			restreams: [],
			createdAt: now,
			updatedAt: now,
			...fields,
		};
		streams.set(stream.liveStreamId, stream);
		return show(stream);
	});

	server.get('/live-streams', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, {
			sortBy: ['name', 'createdAt', 'updatedAt'],
			filters: ['name', 'streamKey'],
		});
		const key = url.searchParams.get('streamKey');
		const part = url.searchParams.get('name') ?? '';
		const found = streams
			.valuesAgo(request.lag)
			.filter(({ name, streamKey }) => name.includes(part) && (key === null || key === streamKey));
		const keyOf = (stream: LiveStream) => {
			if (query.sortBy === 'name') return stream.name;
			return atom(query.sortBy === 'updatedAt' ? stream.updatedAt : stream.createdAt);
		};
		const page = pageOf(found, query, url, keyOf, ({ liveStreamId }) => liveStreamId);
		return { ...page, data: page.data.map(show) };
	});

	server.get<StreamParams>('/live-streams/:liveStreamId', async ({ params }) =>
		show(find(params.liveStreamId)),
	);

	server.patch<StreamParams>('/live-streams/:liveStreamId', async ({ params, body }) => {
		const stream = find(params.liveStreamId);
		const fields = fieldsFrom(body, rules, state);
		streams.changing(stream.liveStreamId);
		Object.assign(stream, fields, { updatedAt: settings.now() });
		return show(stream);
	});

	server.delete<StreamParams>('/live-streams/:liveStreamId', async ({ params }, reply) => {
		streams.delete(find(params.liveStreamId).liveStreamId);
		return reply.code(204).send();
	});

	server.put<StreamParams>('/live-streams/:liveStreamId/complete', async ({ params }, reply) => {
		const { liveStreamId } = find(params.liveStreamId);
		const type = 'live-stream.broadcast.ended';
		webhooksOf(state).later(0, async () => await webhooksOf(state).emit({ type, liveStreamId }));
		return reply.code(202).send();
	});

	server.post<StreamParams>('/live-streams/:liveStreamId/thumbnail', async (request, reply) => {
		const stream = find(request.params.liveStreamId);
		stream.thumbnail = await receiveImage(request);
		return reply.code(201).send(show(stream));
	});

	server.delete<StreamParams>('/live-streams/:liveStreamId/thumbnail', async ({ params }) => {
		const stream = find(params.liveStreamId);
		delete stream.thumbnail;
		return show(stream);
	});
}

function fieldsFrom(body: unknown, bodyRules: BodyRules, { players }: State): Partial<LiveStream> {
	const fields = checkBody(body, bodyRules) as Partial<LiveStream>;
	if (fields.restreams !== undefined) checkRestreams(fields.restreams);
	if (fields.playerId !== undefined && !players.has(fields.playerId)) {
		throw new Problem('invalid-attribute', { name: 'playerId' });
	}
	return fields;
}

async function receiveImage(request: FastifyRequest): Promise<LiveStream['thumbnail']> {
	const sink = new MemorySink();
	const form = await readForm(
		request.body as Readable,
		request.headers['content-type'],
		() => sink,
		request.entry?.fields ?? [],
	);
	if (!form.file) throw new Problem('uploaded-file-no-file', { name: 'file' });
	if (sink.size === 0) throw new Problem('uploaded-file-empty', { name: 'file' });
	if (sink.size > IMAGE_MAX_BYTES) throw new Problem('uploaded-file-too-large', { name: 'file' });
	const { name, type } = form.file;
	if (!/\.(jpe?g|png|webp)$/i.test(name)) throw wrongExtension();
	return { name, type, data: sink.data };
}

/** 400 uploaded-file-extension-invalid. */
function wrongExtension(): Problem {
	const title = 'Only [jpeg, jpg, png, webp] extensions are supported.';
	const problem = new Problem('invalid-payload', { name: 'file', title });
	problem.body.type = typeOf('uploaded-file-extension-invalid');
	return problem;
}
