import type { Asked } from './asked';
import { segment } from './segment';

/** The list of webhooks, and where a new one is registered. */
export const WEBHOOKS = '/webhooks';

/** How many an account may have. Source: slug `webhook-limit-reached`. */
export const WEBHOOKS_MAX = 10;

export function oneWebhook(webhookId: string): Asked {
	return {
		path: `${WEBHOOKS}/${segment(webhookId)}`,
		subject: `The webhook ${webhookId}`,
	};
}
