import type { Made } from '../made';
import type { Asked } from './asked';
import { segment } from './segment';

/** The list of webhooks, and where a new one is registered. */
export const WEBHOOKS = '/webhooks';

/** What a new one is named by. */
export const NEW_WEBHOOK: Made = {
	idField: 'webhookId',
	what: 'webhook',
	listedBy: 'Webhook > Get Many',
};

/** How many an account may have. Source: slug `webhook-limit-reached`. */
export const WEBHOOKS_MAX = 10;

export function oneWebhook(webhookId: string): Asked {
	return {
		path: `${WEBHOOKS}/${segment(webhookId)}`,
		subject: `The webhook ${webhookId}`,
	};
}
