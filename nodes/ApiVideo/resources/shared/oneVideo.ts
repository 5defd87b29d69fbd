import type { IDataObject } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import type { OperationContext } from '../operation';

/** @returns what a request about one video has in common */
export function oneVideo(videoId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return { path: `/videos/${encodeURIComponent(videoId)}`, subject: `The video ${videoId}` };
}

/** @throws Trouble when the request does not come back as asked */
export async function fetchVideo(
	{ api }: Pick<OperationContext, 'api'>,
	videoId: string,
): Promise<IDataObject> {
	return await api.get(oneVideo(videoId));
}
