import type { Operation } from '../operation';
import { readWebhookId, webhookLocator } from './webhookLocator';
import { oneWebhook } from '../../api/paths/webhooks';

export const deleteWebhook: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete webhook',
	description: 'Delete a webhook, so that its address is not called any more',
	properties: [webhookLocator],
	async execute(context) {
		const webhookId = readWebhookId(context);
		await context.api.delete(oneWebhook(webhookId));
		return { deleted: true, webhookId };
	},
};
