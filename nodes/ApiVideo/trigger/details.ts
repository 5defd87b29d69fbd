import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { apiOf } from '../n8n/apiOf';
import { oneVideo } from '../api/paths/videos';
import { simplifyVideo } from '../resources/video/simplifyVideo';

/** Milliseconds. The workflow waits for it. */
const LONGEST_MS = 10_000;

/**
 * Fetches what Video > Get puts out of a video, for ten seconds at most: title, player address and more.
 *
 * @returns these fields, and `videoDetails`, which says whether they could be fetched; never throws, as the
 *   service has its answer by now and does not send the event again
 */
export async function fetchDetails(n8n: IWebhookFunctions, videoId: string): Promise<IDataObject> {
	try {
		const video = await apiOf(n8n, LONGEST_MS).get(oneVideo(videoId));
		return { ...simplifyVideo(video), videoDetails: { fetched: true } };
	} catch (error) {
		const reason = error instanceof Trouble ? error.message : 'The request could not be made';
		return { videoDetails: { fetched: false, reason } };
	}
}
