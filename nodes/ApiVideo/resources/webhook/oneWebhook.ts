import type { ApiRequest } from '../../api/client';

/** @returns what a request about one webhook has in common */
export function oneWebhook(webhookId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/webhooks/${encodeURIComponent(webhookId)}`,
		subject: `The webhook ${webhookId}`,
	};
}
