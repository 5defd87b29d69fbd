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

/** How a video came by its file, unless by an upload. */
export type VideoOrigin =
	/** From an address, or from another video; `arrivedAt` may be yet to come, and is undefined when it never will. */
	| { type: 'import' | 'copy'; uri: string; arrivedAt: number | undefined }
	/** What was recorded of a live stream. */
	| { type: 'liveStream'; liveStreamId: string };

/** What the service is to do with a video, and what it came from. */
export interface VideoPlan {
	origin?: VideoOrigin;
	/** A transcript is wanted. */
	transcript?: boolean;
	/** The elements of the summary that is wanted. */
	summary?: string[];
}

/** A video as the emulator holds it. Times in milliseconds. */
export interface Video extends VideoPlan {
	videoId: string;
	attributes: VideoAttributes;
	/** `auto`: the language is the one that was heard. */
	languageOrigin?: 'auto';
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

/** When the last byte of the file was there, or will be, in milliseconds; undefined: nobody knows. */
export function arrivedAt({ origin, received }: Video): number | undefined {
	return origin && 'arrivedAt' in origin ? origin.arrivedAt : received.completedAt;
}

/** Whether all of the file is there. `now` in milliseconds. */
export function hasFile(video: Video, now: number): boolean {
	return (arrivedAt(video) ?? Infinity) <= now;
}

/** What lists of videos are sorted by. Dates are sorted as they are shown, in whole seconds. */
export function videoSortKey(video: Video, sortBy: string | undefined): string {
	if (sortBy === 'title') return video.attributes.title;
	return atom(sortBy === 'updatedAt' ? video.updatedAt : video.createdAt);
}

/** The video object of the API; `base` is the emulator's own address. */
export function videoObject(video: Video, base: string): object {
	const { videoId, attributes } = video;
	const { title, description, language, tags, metadata, playerId, ...flags } = attributes;
	const { languageOrigin = 'api' } = video;
	const page = `${base}/vod/${videoId}`;
	return {
		videoId,
		title,
		description,
		...(language !== undefined && { language }),
		languageOrigin: language === undefined ? null : languageOrigin,
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
		source: sourceOf(video),
		assets: {
			iframe: `<iframe src="${page}" width="100%" height="100%" frameborder="0" scrolling="no" allowfullscreen=""></iframe>`,
			player: page,
			hls: `${page}/hls/manifest.m3u8`,
			thumbnail: `${page}/thumbnail.jpg`,
			...(attributes.mp4Support && { mp4: `${page}/mp4/source.mp4` }),
		},
	};
}

/** The documentation names no values of `type`: these are the emulator's own. */
function sourceOf({ videoId, origin }: Video): object {
	const uri = `/videos/${videoId}/source`;
	if (!origin) return { type: 'upload', uri };
	const { type } = origin;
	if (type !== 'liveStream') return { type, uri: origin.uri };
	const { liveStreamId } = origin;
	const links = [{ rel: 'self', uri: `/live-streams/${liveStreamId}` }];
	return { type, uri, liveStream: { liveStreamId, links } };
}
