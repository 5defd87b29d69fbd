import { createHash } from 'node:crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { outsideItems } from '../n8n/itemErrors';
import { parametersOfTrigger } from '../n8n/parameters';
import { isWanted, playableVideo, readEvent, readWanted } from './event';
import { isStale } from './freshness';
import { Memory } from './memory';
import { isSigned } from './signature';

/** Takes what arrives at the webhook's address, and decides whether it starts the workflow. */
export async function receive(n8n: IWebhookFunctions): Promise<IWebhookResponseData> {
	const stored = n8n.getWorkflowStaticData('node');
	const { rawBody } = n8n.getRequestObject();
	const signature = n8n.getHeaderData()['x-api-video-signature'];
	if (!rawBody || !isSigned(rawBody, signature, String(stored.signatureSecret ?? ''))) {
		return refuse(n8n, 'The signature does not belong to this webhook');
	}
	const event = readEvent(rawBody);
	if (!event) return refuse(n8n, 'The body is not an event');
	const wanted = await outsideItems(n8n, async () => readWanted(parametersOfTrigger(n8n)));
	const now = Date.now();
	if (isStale(event.emittedAt, now, wanted.maxAge)) return refuse(n8n, 'The event is too old');

	if (!isWanted(event, wanted)) return ignore('Nobody asked for this event');
	const memory = new Memory(stored, String(stored.webhookId), now);
	const delivery = createHash('sha256').update(rawBody).digest('base64url');
	if (memory.knows('deliveries', delivery)) return ignore('This event was received before');
	const videoId = wanted.firstPlayableOnly ? playableVideo(event) : undefined;
	if (videoId && memory.knows('playableVideos', videoId)) {
		return ignore('This video was playable before');
	}
	memory.remember('deliveries', delivery);
	if (videoId) memory.remember('playableVideos', videoId);
	return start(n8n, event);
}

/**
 * Answers by itself: when n8n answers (2.41, "onReceived"), it does so after it has started the
 * workflow, and by then it has forgotten that there is something to remember.
 */
function start(n8n: IWebhookFunctions, event: IDataObject): IWebhookResponseData {
	n8n.getResponseObject().status(200).json({ message: 'The workflow was started' });
	return { noWebhookResponse: true, workflowData: [[{ json: event }]] };
}

/** Whatever it was, it did not come from api.video just now. */
function refuse(n8n: IWebhookFunctions, message: string): IWebhookResponseData {
	n8n.getResponseObject().status(401).json({ message });
	return { noWebhookResponse: true };
}

/** The service must not send it again. */
function ignore(message: string): IWebhookResponseData {
	return { webhookResponse: { message } };
}
