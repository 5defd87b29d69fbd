import type { FastifyInstance, FastifyRequest } from 'fastify';
import { atom } from '../atom';
import { anArrayOf, checkBody, oneOf } from '../attributes';
import { pageOf } from '../page';
import { Problem, typeOf } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import { urlOf } from '../urlOf';
import type { Video } from '../video';
import { videoStatus } from '../videoStatus';
import { webhookEvents, webhookObject, webhooksOf, type WebhookEvent } from '../webhooks';

interface WebhookParams {
	Params: { webhookId: string };
}

const aWebAddress = (value: unknown) =>
	typeof value === 'string' && /^https?:\/\/[^\s/]/.test(value)
		? undefined
		: 'This attribute must be a valid URL.';

/** `/webhooks`, their deliveries, and `/emulator/events` to let something happen. */
export function webhookRoutes(server: FastifyInstance, state: State): void {
	const webhooks = webhooksOf(state);
	const find = (webhookId: string) => {
		const webhook = webhooks.all.get(webhookId);
		if (!webhook) throw new Problem('resource-not-found', { name: 'webhookId' });
		return webhook;
	};

	server.post('/webhooks', async ({ body }, reply) => {
		const { url, events } = checkBody(body, {
			required: ['events', 'url'],
			attributes: { events: anArrayOf(oneOf(...webhookEvents)), url: aWebAddress },
		});
		if (webhooks.all.size >= webhooks.limit) throw limitReached();
		const webhook = webhooks.create(url as string, events as string[]);
		return reply.code(201).send(webhookObject(webhook));
	});

	server.get('/webhooks', async (request) => {
		const url = urlOf(request);
		const query = listQuery(url.searchParams, { sortBy: [], filters: ['events'] });
		const event = url.searchParams.get('events');
		const found = webhooks.all
			.valuesAgo(request.lag)
			.filter(({ events }) => event === null || events.includes(event));
		const page = pageOf(
			found,
			query,
			url,
			({ createdAt }) => atom(createdAt),
			({ webhookId }) => webhookId,
		);
		return { ...page, data: page.data.map(webhookObject) };
	});

	server.get<WebhookParams>('/webhooks/:webhookId', async ({ params }) =>
		webhookObject(find(params.webhookId)),
	);

	server.delete<WebhookParams>('/webhooks/:webhookId', async ({ params }, reply) => {
		webhooks.all.delete(find(params.webhookId).webhookId);
		return reply.code(204).send();
	});

	controlRoutes(server, state);
	announceEncodings(server, state);
	server.addHook('onClose', async () => webhooks.clear());
}

/** Not part of api.video. */
function controlRoutes(server: FastifyInstance, state: State): void {
	const webhooks = webhooksOf(state);
	const open = { config: { open: true } };

	server.post<{ Body: WebhookEvent }>('/emulator/events', open, async ({ body }) => ({
		told: await webhooks.emit(body),
	}));
	server.get('/emulator/deliveries', open, async () => webhooks.deliveries);
	server.put<{ Body: { limit?: number; retryMilliseconds?: number } }>(
		'/emulator/webhooks',
		open,
		async ({ body }, reply) => {
			webhooks.limit = body.limit ?? webhooks.limit;
			webhooks.retryMilliseconds = body.retryMilliseconds ?? webhooks.retryMilliseconds;
			return reply.code(204).send();
		},
	);
}

/** One event for each quality and format of a video, once its encoding has ended. */
function announceEncodings(server: FastifyInstance, state: State): void {
	const { settings } = state;
	const webhooks = webhooksOf(state);
	const announced = new WeakSet<Video>();

	const announce = async (video: Video): Promise<void> => {
		if (state.videos.get(video.videoId) !== video) return;
		const { encoding } = videoStatus(video, Infinity, settings.encodingSeconds) as {
			encoding: { qualities: Array<{ type: string; quality: string }> };
		};
		const type = 'video.encoding.quality.completed';
		for (const one of encoding.qualities) {
			const { type: format, quality } = one;
			await webhooks.emit({ type, videoId: video.videoId, encoding: format, quality });
		}
	};
	server.addHook('onResponse', async (request) => {
		if (!isUpload(request)) return;
		for (const video of state.videos.values()) {
			const { completedAt } = video.received;
			if (completedAt === undefined || announced.has(video)) continue;
			announced.add(video);
			const left = completedAt + settings.encodingSeconds * 1000 - settings.now();
			webhooks.later(Math.max(0, left), async () => await announce(video));
		}
	});
}

function isUpload({ method, entry }: FastifyRequest): boolean {
	return method === 'POST' && /^\/(upload|videos\/[^/]+\/source)$/.test(entry?.path ?? '');
}

/** 400 webhook-limit-reached. */
function limitReached(): Problem {
	const title = 'The maximum number of webhooks has been reached.';
	const problem = new Problem('invalid-payload', { title });
	problem.body.type = typeOf('webhook-limit-reached');
	return problem;
}
