import type { IWebhookFunctions } from 'n8n-workflow';
import { oneWebhook } from '../api/paths/webhooks';
import { apiOf } from '../n8n/apiOf';
import { createClock } from '../n8n/clock';
import { isId } from '../upload';
import { keep, storedOf } from './registered';

/** Milliseconds for the question: the service waits for its answer meanwhile. */
const LONGEST_MS = 5000;

/** Milliseconds. Anybody may call the address, and each question counts against the rate limit. */
const ASK_EVERY_MS = 60_000;

/** When a question was asked last, by workflow and step. */
const asked = new Map<string, number>();

const clock = createClock();

/**
 * Corrects what n8n has stored, when an event comes from another webhook than the stored one. When a delivery or an
 * execution ends, n8n stores what the workflow remembered when it began. So a webhook that was registered in
 * between, as somebody published the workflow again, is forgotten, and every event would be refused from then on.
 *
 * @param webhookId the header `X-Api-Video-WebhookID`. The service is asked whether that webhook belongs to this
 *   address, once a minute at most; what does not, changes nothing.
 */
export async function relearn(n8n: IWebhookFunctions, webhookId: unknown): Promise<void> {
	if (!isId(webhookId) || webhookId === storedOf(n8n).webhookId) return;
	if (n8n.getMode() === 'manual' || !mayAsk(n8n)) return;
	const webhook = await apiOf(n8n, LONGEST_MS)
		.get(oneWebhook(webhookId))
		.catch(() => undefined);
	if (!webhook || typeof webhook.signatureSecret !== 'string') return;
	const { signatureSecret } = webhook;
	const url = n8n.getNodeWebhookUrl('default');
	if (url !== undefined && webhook.url === url) keep(n8n, { webhookId, signatureSecret, url });
}

function mayAsk(n8n: IWebhookFunctions): boolean {
	const trigger = JSON.stringify([n8n.getWorkflow().id, n8n.getNode().id]);
	const now = clock.now();
	const soon = now - (asked.get(trigger) ?? -Infinity) < ASK_EVERY_MS;
	if (!soon) asked.set(trigger, now);
	return !soon;
}
