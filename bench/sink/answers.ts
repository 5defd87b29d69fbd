import type { RequestHead } from './requestHead';
import type { Videos } from './videos';

/** What the sink answers; `body` is sent as JSON. */
export interface Answer {
	status: 200 | 201 | 204 | 404;
	body?: unknown;
}

/** Far above what is sent, so that a client which paces itself by the headers is not held back. */
export const RATE_LIMIT = 1_000_000;

/**
 * Answers as api.video does, as far as an upload needs it. Everybody may do everything.
 *
 * @param fileBytes length of the file that the request has brought
 * @throws for what no client may send
 */
export function answer(videos: Videos, head: RequestHead, fileBytes: () => number): Answer {
	const { method, path, contentRange } = head;
	const [, videoId = '', about = ''] = /^\/videos\/(\w+)(\/\w+)?$/.exec(path) ?? [];
	if (videoId !== '' && !videos.has(videoId)) return { status: 404, body: notFound };
	switch (`${method} ${videoId === '' ? path : `/videos/{videoId}${about}`}`) {
		case 'POST /auth/api-key':
			return { status: 200, body: signedIn };
		case 'POST /videos':
			return { status: 201, body: videoObject(videos.make()) };
		case 'POST /videos/{videoId}/source':
			videos.add(videoId, contentRange, fileBytes());
			return { status: 201, body: videoObject(videoId) };
		case 'GET /videos/{videoId}':
			return { status: 200, body: videoObject(videoId) };
		case 'GET /videos/{videoId}/status':
			return { status: 200, body: statusOf(videos, videoId) };
		case 'GET /sink/videos':
			return { status: 200, body: videos.completeSizes() };
		case 'DELETE /sink/videos':
			videos.clear();
			return { status: 204 };
		default:
			return { status: 404, body: notFound };
	}
}

/**
 * @param about what is asked of a video, as in `/videos/{videoId}/source`
 * @returns the video's ID; undefined where something else is asked
 */
export function videoOf({ path }: RequestHead, about: string): string | undefined {
	const [, videoId, asked] = /^\/videos\/(\w+)\/(\w+)$/.exec(path) ?? [];
	return asked === about ? videoId : undefined;
}

const notFound = { type: 'https://docs.api.video/reference/resource-not-found', status: 404 };

const signedIn = {
	token_type: 'Bearer',
	expires_in: 3600,
	access_token: 'sink-access-token',
	refresh_token: 'sink-refresh-token',
};

function videoObject(videoId: string): object {
	return {
		videoId,
		title: 'benchmark',
		description: '',
		public: true,
		panoramic: false,
		mp4Support: true,
		tags: [],
		metadata: [],
		createdAt: '2026-01-01T00:00:00+00:00',
		source: { type: 'upload', uri: `/videos/${videoId}/source` },
		assets: {},
	};
}

function statusOf(videos: Videos, videoId: string): object {
	const { size, complete } = videos.state(videoId);
	const receivedBytes = videos.ranges(videoId);
	return {
		ingest: {
			status: complete ? 'uploaded' : 'uploading',
			filesize: receivedBytes[0]?.total ?? (complete ? size : null),
			receivedBytes,
		},
		encoding: { playable: false, qualities: [], metadata: {} },
	};
}
