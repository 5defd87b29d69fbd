import type { ApiRequest } from '../../api/client';

/** @returns what a request about one live stream has in common */
export function oneLiveStream(liveStreamId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/live-streams/${encodeURIComponent(liveStreamId)}`,
		subject: `The live stream ${liveStreamId}`,
	};
}
