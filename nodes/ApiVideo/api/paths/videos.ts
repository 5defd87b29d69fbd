import type { Made } from '../made';
import { below, type Asked } from './asked';
import { segment } from './segment';

/** The list of videos, and where a new one is made. */
export const VIDEOS = '/videos';

/** What a new one is named by. */
export const NEW_VIDEO: Made = {
	idField: 'videoId',
	what: 'video',
	listedBy: 'Video > Get Many',
};

/** The list of videos that were deleted and can be restored. */
export const DISCARDED_VIDEOS = '/discarded/videos';

/** The tags of all videos. */
export const TAGS = '/tags';

/** Where a file goes with a delegated token: `POST /upload?token=`. */
export const UPLOAD = '/upload';

export function oneVideo(videoId: string): Asked {
	return { path: `${VIDEOS}/${segment(videoId)}`, subject: `The video ${videoId}` };
}

/** How far the upload and the encoding of a video are. */
export function statusOfVideo(videoId: string): Asked {
	return below(oneVideo(videoId), '/status');
}

/** Where the file of a video goes with the API key. */
export function sourceOfVideo(videoId: string): Asked {
	return below(oneVideo(videoId), '/source');
}

export function thumbnailOfVideo(videoId: string): Asked {
	return below(oneVideo(videoId), '/thumbnail');
}

export function oneDiscardedVideo(videoId: string): Asked {
	return {
		path: `${DISCARDED_VIDEOS}/${segment(videoId)}`,
		subject: `The discarded video ${videoId}`,
	};
}
