import type { IDataObject } from 'n8n-workflow';
import { apiRequest, type ApiContext } from '../../api/client';
import { Trouble } from '../../api/trouble';
import type { Clock } from '../../upload';

/**
 * Registers a webhook: `POST /webhooks`.
 *
 * @returns the webhook with its `signatureSecret`
 * @throws Trouble that says what to do when no further webhook is allowed
 */
export async function registerWebhook(
	n8n: ApiContext,
	clock: Clock,
	url: string,
	events: readonly string[],
): Promise<IDataObject> {
	const body = { url, events: [...events] };
	return await apiRequest(n8n, clock, { method: 'POST', path: '/webhooks', body }).catch(
		async (reason: unknown) => await Promise.reject(notRegistered(reason)),
	);
}

function notRegistered(reason: unknown): unknown {
	if (!(reason instanceof Trouble) || reason.httpStatus !== 400) return reason;
	return new Trouble(
		`The webhook was not registered: ${reason.message}`,
		`A workspace may have a limited number of webhooks: look at them with Webhook > Get Many, and delete those that nobody needs with Webhook > Delete. ${reason.advice}`,
		reason.httpStatus,
	);
}
