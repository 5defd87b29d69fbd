import type { IDataObject } from 'n8n-workflow';
import { NEW_WEBHOOK, WEBHOOKS } from '../../api/paths/webhooks';
import type { Api } from '../../api/api';

/**
 * Registers a webhook: `POST /webhooks`.
 *
 * @returns the webhook with its `signatureSecret`
 * @throws Trouble as {@link Api}
 */
export async function registerWebhook(
	api: Api,
	url: string,
	events: readonly string[],
): Promise<IDataObject> {
	const body = { url, events: [...events] };
	return await api.make({ path: WEBHOOKS, body }, NEW_WEBHOOK);
}
