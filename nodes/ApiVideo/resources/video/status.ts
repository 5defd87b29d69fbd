import type { IDataObject } from 'n8n-workflow';
import { statusOfVideo } from '../../api/paths/videos';
import { isNotFound } from '../../api/trouble';
import { readStatus } from '../../api/readStatus';
import type { Received } from '../../upload';
import type { OperationContext } from '../operation';

/** @throws Trouble when the request does not come back as asked */
export async function fetchStatus(
	{ api }: Pick<OperationContext, 'api'>,
	videoId: string,
): Promise<IDataObject> {
	return await api.get(statusOfVideo(videoId));
}

/**
 * @returns an empty status for a container that has none yet
 * @throws Trouble when the service does not say
 */
export async function fetchAnyStatus(
	context: OperationContext,
	videoId: string,
): Promise<IDataObject> {
	return await fetchStatus(context, videoId).catch(async (error: unknown) =>
		isNotFound(error) ? {} : await Promise.reject(error),
	);
}

/**
 * @returns what has arrived of a video; nothing for a container that has no status yet
 * @throws Trouble when the service does not say
 */
export async function fetchReceived(context: OperationContext, videoId: string): Promise<Received> {
	const nothing: Received = { complete: false, ranges: [] };
	return readStatus(await fetchAnyStatus(context, videoId)) ?? nothing;
}
