import type { ApiRequest } from '../../api/client';

/** @returns what a request about one video has in common */
export function oneVideo(videoId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return { path: `/videos/${encodeURIComponent(videoId)}`, subject: `The video ${videoId}` };
}
