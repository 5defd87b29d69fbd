import type { Asked } from './asked';

/** The list of webhooks, and where a new one is registered. */
export const WEBHOOKS = '/webhooks';

export function oneWebhook(webhookId: string): Asked {
	return {
		path: `${WEBHOOKS}/${encodeURIComponent(webhookId)}`,
		subject: `The webhook ${webhookId}`,
	};
}
