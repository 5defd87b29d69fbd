import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { apiRequest } from '../api/client';
import { Trouble } from '../api/trouble';
import { createClock } from '../n8n/clock';
import { oneVideo } from '../resources/shared/oneVideo';
import { simplifyVideo } from '../resources/video/simplifyVideo';

/** Milliseconds. The workflow waits for it. */
const LONGEST_MS = 10_000;

const clock = createClock();

/**
 * Fetches what Video > Get puts out of a video, for ten seconds at most: title, player address and more.
 *
 * @returns these fields, and `videoDetails`, which says whether they could be fetched; never throws, as the
 *   service has its answer by now and does not send the event again
 */
export async function fetchDetails(n8n: IWebhookFunctions, videoId: string): Promise<IDataObject> {
	const signal = AbortSignal.timeout(LONGEST_MS);
	try {
		const video = await apiRequest(n8n, clock, { method: 'GET', ...oneVideo(videoId), signal });
		return { ...simplifyVideo(video), videoDetails: { fetched: true } };
	} catch (error) {
		const reason = error instanceof Trouble ? error.message : 'The request could not be made';
		return { videoDetails: { fetched: false, reason } };
	}
}
