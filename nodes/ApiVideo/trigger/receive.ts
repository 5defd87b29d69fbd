import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { quote } from '../api/quote';
import { outsideItems } from '../n8n/itemErrors';
import { parametersOfTrigger } from '../n8n/parameters';
import { fetchDetails } from './details';
import { isWanted, readEvent, readWanted, readyVideo, videoOf, type Wanted } from './event';
import { timeOf } from '../values/apiDate';
import { isStale } from './freshness';
import { Memory } from './memory';
import { storedOf } from './registered';
import { relearn } from './relearn';
import { isSigned } from './signature';
import { maxAgeField } from './properties';
import { VIDEO_READY } from './triggerEvents';

/** Takes what arrives at the webhook's address, and decides whether it starts the workflow. */
export async function receive(n8n: IWebhookFunctions): Promise<IWebhookResponseData> {
	const stored = storedOf(n8n);
	const { rawBody } = n8n.getRequestObject();
	const headers = n8n.getHeaderData();
	await relearn(n8n, headers['x-api-video-webhookid']);
	const signature = headers['x-api-video-signature'];
	if (!rawBody || !isSigned(rawBody, signature, String(stored.signatureSecret ?? ''))) {
		return refuse(n8n, 'The signature does not belong to this webhook');
	}
	const event = readEvent(rawBody);
	if (!event) return refuse(n8n, 'The body is not an event');
	const wanted = await outsideItems(n8n, async () => readWanted(parametersOfTrigger(n8n)));
	const now = Date.now();
	const emittedAt = timeOf(event.emittedAt);
	if (emittedAt !== undefined && isStale(emittedAt, now, wanted.maxAge)) {
		// It is lost once the service has tried four times, and nobody sees what the service is answered.
		n8n.logger.warn(
			`api.video: ${quote(n8n.getNode().name)} refused an event of ${new Date(emittedAt).toISOString()}, as the clock of this computer says ${new Date(now).toISOString()}. If that is wrong, set the clock; if events may come so late, enter more as ${maxAgeField.displayName} under Options, or 0.`,
		);
		return refuse(n8n, 'The event is too old');
	}

	const asItIs = isWanted(event, wanted);
	const videoId = readyVideo(event, wanted);
	if (!asItIs && videoId === undefined) return ignore('Nobody asked for this event');
	const memory = new Memory(stored, triggerOf(n8n, stored), now);
	const items: IDataObject[] = [];
	if (videoId !== undefined) {
		if (!memory.knows('readyVideos', videoId)) items.push({ ...event, type: VIDEO_READY });
		// Each event of the video counts anew: a replay of the last one may come as late as one of the first.
		memory.remember('readyVideos', videoId, emittedAt);
	}
	if (asItIs && !memory.knows('deliveries', rawBody)) {
		items.push(event);
		memory.remember('deliveries', rawBody, emittedAt);
	}
	const response =
		items.length > 0 ? await start(n8n, items, wanted) : ignore('This was received before');
	memory.keep();
	return response;
}

/**
 * Answers by itself, before the details are fetched: the service sends again what has no answer. And when n8n
 * answers (2.41, "onReceived"), it does so after it has started the workflow, and by then it has forgotten that
 * there is something to remember.
 */
async function start(
	n8n: IWebhookFunctions,
	items: readonly IDataObject[],
	{ includeDetails }: Wanted,
): Promise<IWebhookResponseData> {
	n8n.getResponseObject().status(200).json({ message: 'The workflow is started' });
	const videoId = includeDetails ? videoOf(items[0]) : undefined;
	const details = videoId === undefined ? {} : await fetchDetails(n8n, videoId);
	// First, so that its fields are shown first; and last, so that they win over those of the details.
	const json = items.map((item) => ({ ...item, ...details, ...item }));
	return { noWebhookResponse: true, workflowData: [json.map((one) => ({ json: one }))] };
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

/** @returns what keeps triggers apart: each time somebody listens in the editor it is a new one */
function triggerOf(n8n: IWebhookFunctions, { webhookId }: IDataObject): string {
	const test = n8n.getMode() === 'manual' ? String(webhookId) : '';
	return JSON.stringify([n8n.getWorkflow().id, n8n.getNode().id, test]);
}
