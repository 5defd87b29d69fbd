import { atom } from './atom';

/** Another service to which a live stream is passed on. */
export interface Restream {
	name: string;
	serverUrl: string;
	streamKey: string;
}

/** A live stream as the emulator holds it. Times in milliseconds. */
export interface LiveStream {
	liveStreamId: string;
	name: string;
	streamKey: string;
	public: boolean;
	playerId?: string;
	broadcasting: boolean;
	restreams: Restream[];
	createdAt: number;
	updatedAt: number;
	/** An image that was uploaded. */
	thumbnail?: { name: string; type: string; data: Buffer };
}

/** The live stream object of the API; `base` is the emulator's own address. */
export function liveStreamObject(stream: LiveStream, base: string): object {
	const { liveStreamId, name, streamKey, playerId, broadcasting, restreams } = stream;
	const page = `${base}/live/${liveStreamId}`;
	return {
		liveStreamId,
		name,
		streamKey,
		public: stream.public,
		...(playerId !== undefined && { playerId }),
		broadcasting,
		restreams,
		createdAt: atom(stream.createdAt),
		updatedAt: atom(stream.updatedAt),
		assets: {
			iframe: `<iframe src="${page}" width="100%" height="100%" frameborder="0" scrolling="no" allowfullscreen=""></iframe>`,
			player: page,
			hls: `${page}.m3u8`,
			thumbnail: `${page}/thumbnail.jpg`,
		},
	};
}
