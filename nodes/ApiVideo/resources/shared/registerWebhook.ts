import type { IDataObject } from 'n8n-workflow';
import { apiRequest, type ApiContext } from '../../api/client';
import type { Clock } from '../../upload';

/**
 * Registers a webhook: `POST /webhooks`.
 *
 * @returns the webhook with its `signatureSecret`
 * @throws Trouble from {@link apiRequest}
 */
export async function registerWebhook(
	n8n: ApiContext,
	clock: Clock,
	url: string,
	events: readonly string[],
): Promise<IDataObject> {
	const body = { url, events: [...events] };
	return await apiRequest(n8n, clock, { method: 'POST', path: '/webhooks', body });
}
