import type { Operation } from '../operation';
import { readWebhookId, webhookLocator } from './webhookLocator';
import { oneWebhook } from '../../api/paths/webhooks';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get webhook',
	description: 'Get the address and the events of a webhook',
	properties: [webhookLocator],
	async execute(context) {
		const webhook = oneWebhook(readWebhookId(context));
		return await context.api.get(webhook);
	},
};
