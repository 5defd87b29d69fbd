import { atom } from './atom';
import { Received } from './upload/received';

/** What a client can set on a video. */
export interface VideoAttributes {
	title: string;
	description: string;
	language?: string;
	public: boolean;
	panoramic: boolean;
	mp4Support: boolean;
	playerId?: string;
	tags: string[];
	metadata: Array<{ key: string; value: string }>;
}

/** A video as the emulator holds it. Times in milliseconds. */
export interface Video {
	videoId: string;
	attributes: VideoAttributes;
	createdAt: number;
	updatedAt: number;
	received: Received;
	/** Content type of the uploaded file's form field. */
	contentType: string | undefined;
}

/** The documented defaults of `POST /videos`. */
export const defaultAttributes: Omit<VideoAttributes, 'title'> = {
	description: '',
	public: true,
	panoramic: false,
	mp4Support: true,
	tags: [],
	metadata: [],
};

/** What lists of videos are sorted by. Dates are sorted as they are shown, in whole seconds. */
export function videoSortKey(video: Video, sortBy: string | undefined): string {
	if (sortBy === 'title') return video.attributes.title;
	return atom(sortBy === 'updatedAt' ? video.updatedAt : video.createdAt);
}

/** The video object of the API; `base` is the emulator's own address. */
export function videoObject(video: Video, base: string): object {
	const { videoId, attributes } = video;
	const { title, description, language, tags, metadata, playerId, ...flags } = attributes;
	const page = `${base}/vod/${videoId}`;
	return {
		videoId,
		title,
		description,
		...(language !== undefined && { language }),
		languageOrigin: language === undefined ? null : 'api',
		...flags,
		...(playerId !== undefined && { playerId }),
		tags,
		metadata,
		createdAt: atom(video.createdAt),
		publishedAt: atom(video.createdAt),
		updatedAt: atom(video.updatedAt),
		discarded: false,
		discardedAt: null,
		deletesAt: null,
		source: { type: 'upload', uri: `/videos/${videoId}/source` },
		assets: {
			iframe: `<iframe src="${page}" width="100%" height="100%" frameborder="0" scrolling="no" allowfullscreen=""></iframe>`,
			player: page,
			hls: `${page}/hls/manifest.m3u8`,
			thumbnail: `${page}/thumbnail.jpg`,
			...(attributes.mp4Support && { mp4: `${page}/mp4/source.mp4` }),
		},
	};
}
