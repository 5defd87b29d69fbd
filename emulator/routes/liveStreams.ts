import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { aBoolean, anArrayOf, anObject, aString, checkBody, type BodyRules } from '../attributes';
import { endBroadcast } from '../broadcast';
import { randomText } from '../identifiers';
import { liveStreamObject, type LiveStream } from '../liveStream';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import { checkRestreams } from '../restreamRules';
import { holds } from '../search';
import type { State } from '../state';
import { thumbnailRules } from '../upload/fileRules';
import { readSmallForm } from '../upload/smallForm';
import { urlOf } from '../urlOf';
import { webhooksOf } from '../webhooks';

interface StreamParams {
	Params: { liveStreamId: string };
}

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
	const { settings, liveStreams: streams } = state;
	const find = (liveStreamId: string) => state.liveStream(liveStreamId);
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
		const part = url.searchParams.get('name');
		const found = streams.valuesAgo(request.lag).filter(({ name, streamKey }) => {
			return holds(name, part, settings) && (key === null || key === streamKey);
		});
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
		const stream = find(params.liveStreamId);
		webhooksOf(state).later(0, async () => await endBroadcast(state, stream, true));
		return reply.code(202).send();
	});

	server.post<StreamParams>('/live-streams/:liveStreamId/thumbnail', async (request, reply) => {
		const stream = find(request.params.liveStreamId);
		const { name, type, content } = await readSmallForm(request, thumbnailRules(request.faults));
		stream.thumbnail = { name, type, data: content };
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
