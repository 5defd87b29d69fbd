import type { IDataObject } from 'n8n-workflow';
import { apiRequest, type ApiRequest } from '../../api/client';
import type { OperationContext } from '../operation';

/** @returns what a request about one video has in common */
export function oneVideo(videoId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return { path: `/videos/${encodeURIComponent(videoId)}`, subject: `The video ${videoId}` };
}

/** @throws Trouble from {@link apiRequest} */
export async function fetchVideo(
	{ n8n, clock }: Pick<OperationContext, 'n8n' | 'clock'>,
	videoId: string,
): Promise<IDataObject> {
	return await apiRequest(n8n, clock, { method: 'GET', ...oneVideo(videoId) });
}
