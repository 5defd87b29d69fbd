import type { FastifyInstance } from 'fastify';
import { atom } from '../atom';
import { anArrayOf, aWebAddress, checkBody, oneOf } from '../attributes';
import { pageOf } from '../page';
import { Problem } from '../problem';
import { listQuery } from '../query';
import type { State } from '../state';
import { urlOf } from '../urlOf';
import { webhookEvents, webhookObject, webhooksOf, type WebhookEvent } from '../webhooks';

interface WebhookParams {
	Params: { webhookId: string };
}

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
		if (webhooks.all.size >= webhooks.limit) throw new Problem('webhook-limit-reached');
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
