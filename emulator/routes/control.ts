import type { FastifyInstance } from 'fastify';
import { anInteger, checkBody } from '../attributes';
import { endBroadcast, startBroadcast } from '../broadcast';
import { Problem } from '../problem';
import type { Fault } from '../faults/fault';
import type { State } from '../state';
import { forgetRange, storeRange, type ForeignRange } from '../upload/ranges';
import type { Span } from '../upload/received';

/** Ten years, in milliseconds: how far the clock can be set. */
const farthest = 10 * 365 * 24 * 3_600_000;

/** `/emulator/...`: what `Emulator` offers in code, for other processes. Not part of api.video. */
export function controlRoutes(server: FastifyInstance, state: State): void {
	const { faults, requests } = state;
	const open = { config: { open: true } };

	server.get('/emulator/requests', open, async () => requests.entries);
	server.delete('/emulator/requests', open, async (_request, reply) => {
		requests.clear();
		return reply.code(204).send();
	});

	server.get('/emulator/faults', open, async () => faults.list());
	server.post<{ Body: Fault | Fault[] }>('/emulator/faults', open, async ({ body }, reply) => {
		try {
			return { ids: [body].flat().map((fault) => faults.add(fault)) };
		} catch (error) {
			return reply.code(400).send({ title: (error as Error).message });
		}
	});
	server.delete('/emulator/faults', open, async (_request, reply) => {
		faults.clear();
		return reply.code(204).send();
	});
	server.delete<{ Params: { id: string } }>(
		'/emulator/faults/:id',
		open,
		async ({ params }, reply) => {
			if (!faults.remove(Number(params.id)))
				throw new Problem('resource-not-found', { name: 'id' });
			return reply.code(204).send();
		},
	);

	server.get('/emulator/videos', open, async () =>
		[...state.videos.values()]
			.filter(({ received }) => received.completedAt !== undefined)
			.map(({ videoId, received }) => ({ videoId, size: received.size })),
	);
	server.get<{ Params: { videoId: string } }>(
		'/emulator/videos/:videoId',
		open,
		async ({ params }) => {
			const { received } = state.video(params.videoId);
			if (received.completedAt === undefined) return {};
			return state.storage.file(params.videoId, received);
		},
	);

	rangeRoutes(server, state);
	broadcastRoutes(server, state);

	server.post<{ Params: { token: string } }>(
		'/emulator/upload-tokens/:token/expire',
		open,
		async ({ params }, reply) => {
			if (!state.uploadTokens.expire(params.token)) {
				throw new Problem('resource-not-found', { name: 'token' });
			}
			return reply.code(204).send();
		},
	);
	server.post('/emulator/access-tokens/revoke', open, async (_request, reply) => {
		state.authentication.revokeAccessTokens();
		return reply.code(204).send();
	});
	server.post('/emulator/clock', open, async ({ body }, reply) => {
		const { offsetMilliseconds } = checkBody(body, {
			attributes: { offsetMilliseconds: anInteger(-farthest, farthest) },
			required: ['offsetMilliseconds'],
		});
		state.clock.offsetMilliseconds = offsetMilliseconds as number;
		return reply.code(204).send();
	});
	server.post('/emulator/reset', open, async (_request, reply) => {
		state.reset();
		return reply.code(204).send();
	});
}

/** What other writers and a forgetful service do to a video. `content` is base64. */
function rangeRoutes(server: FastifyInstance, state: State): void {
	server.post<{ Params: { videoId: string }; Body: ForeignRange & { content?: string } }>(
		'/emulator/videos/:videoId/ranges',
		// As much as one chunk may hold, in base64.
		{ config: { open: true }, bodyLimit: 300 * 1024 * 1024 },
		async ({ params, body: { content, ...range } }, reply) => {
			const bytes = content === undefined ? undefined : Buffer.from(content, 'base64');
			await storeRange(state, params.videoId, range, bytes);
			return reply.code(204).send();
		},
	);
	server.post<{ Params: { videoId: string }; Body: Span }>(
		'/emulator/videos/:videoId/ranges/forget',
		{ config: { open: true } },
		async ({ params, body }) => ({ forgotten: forgetRange(state, params.videoId, body) }),
	);
}

/** What somebody with a camera does. `record` is true unless given. */
function broadcastRoutes(server: FastifyInstance, state: State): void {
	interface StreamRoute {
		Params: { liveStreamId: string };
		Body?: { record?: boolean };
	}
	const path = '/emulator/live-streams/:liveStreamId';
	const open = { config: { open: true } };

	server.post<StreamRoute>(`${path}/start`, open, async ({ params }, reply) => {
		await startBroadcast(state, state.liveStream(params.liveStreamId));
		return reply.code(204).send();
	});
	server.post<StreamRoute>(`${path}/end`, open, async ({ params, body }) => {
		const stream = state.liveStream(params.liveStreamId);
		return { videoId: await endBroadcast(state, stream, body?.record ?? true) };
	});
}
