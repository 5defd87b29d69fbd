import { Authentication } from './auth';
import { Clock } from './clock';
import { FaultControl } from './faults/faultControl';
import { identifier } from './identifiers';
import type { LiveStream } from './liveStream';
import type { Settings } from './options';
import { Problem } from './problem';
import { RateLimiter } from './rateLimit';
import { Remembered } from './remembered';
import { RequestLog } from './requestLog';
import type { Summary } from './summaries';
import { TextTracks } from './textTracks';
import { Received, type ForeignSource } from './upload/received';
import { Storage } from './upload/storage';
import { UploadTokens } from './uploadTokens';
import type { Video, VideoAttributes, VideoPlan } from './video';
import type { Watermark } from './watermark';

/** A player theme: its id and whatever was set. */
export interface Player {
	playerId: string;
	createdAt: number;
	attributes: Record<string, unknown>;
}

/** Everything an emulator knows. */
export class State {
	readonly clock: Clock;
	/** As given, but for `now`, which follows `clock`. */
	readonly settings: Settings;
	readonly videos: Remembered<Video>;
	readonly players: Remembered<Player>;
	readonly watermarks: Remembered<Watermark>;
	readonly summaries: Remembered<Summary>;
	readonly liveStreams: Remembered<LiveStream>;
	readonly captions: TextTracks;
	readonly chapters: TextTracks;
	readonly uploadTokens: UploadTokens;
	readonly authentication: Authentication;
	readonly rateLimiter: RateLimiter;
	readonly storage: Storage;
	readonly faults = new FaultControl();
	readonly requests = new RequestLog();
	/** The emulator's own address, known once it listens. */
	url = '';

	constructor(settings: Settings) {
		this.clock = new Clock(settings.now);
		const { now, elapsed } = this.clock;
		this.settings = { ...settings, now };
		this.videos = new Remembered(elapsed);
		this.players = new Remembered(elapsed);
		this.watermarks = new Remembered(elapsed);
		this.summaries = new Remembered(elapsed);
		this.liveStreams = new Remembered(elapsed);
		this.captions = new TextTracks(elapsed);
		this.chapters = new TextTracks(elapsed);
		this.uploadTokens = new UploadTokens(this.clock);
		this.authentication = new Authentication(this.settings);
		this.rateLimiter = new RateLimiter(
			settings.rateLimits,
			settings.rateLimitWindowSeconds * 1000,
			now,
		);
		for (const fault of settings.faults) this.faults.add(fault);
		this.storage = new Storage(settings.directory, settings.discard, settings.hash);
	}

	/** Makes a container. */
	createVideo(attributes: VideoAttributes, plan: VideoPlan = {}): Video {
		const now = this.settings.now();
		const video: Video = {
			...plan,
			videoId: identifier('vi'),
			attributes,
			createdAt: now,
			updatedAt: now,
			received: new Received(foreignSourceOf(plan)),
			contentType: undefined,
		};
		this.videos.set(video.videoId, video);
		return video;
	}

	/** The video as it is. Throws resource-not-found, also when there was none `lag` milliseconds ago. */
	video(videoId: string, lag = 0): Video {
		this.videoAgo(videoId, lag);
		return this.videoAgo(videoId, 0);
	}

	/** The video as it was `lag` milliseconds ago. Throws resource-not-found when there was none. */
	videoAgo(videoId: string, lag: number): Video {
		const video = this.videos.getAgo(videoId, lag);
		if (!video) throw new Problem('resource-not-found', { name: 'videoId' });
		return video;
	}

	/** Throws resource-not-found. */
	liveStream(liveStreamId: string): LiveStream {
		const stream = this.liveStreams.get(liveStreamId);
		if (!stream) throw new Problem('resource-not-found', { name: 'liveStreamId' });
		return stream;
	}

	/** Deletes a video and its bytes. Throws resource-not-found. */
	deleteVideo(videoId: string): void {
		const { received } = this.video(videoId);
		this.videos.delete(videoId);
		this.storage.remove(videoId, received);
	}

	/** Back to the start: no videos, tokens, players, faults, requests, and the clock as it was; access tokens go on working. */
	reset(): void {
		for (const videoId of this.videos.keys()) this.deleteVideo(videoId);
		this.videos.clear();
		this.players.clear();
		this.watermarks.clear();
		this.summaries.clear();
		this.liveStreams.clear();
		this.uploadTokens.clear();
		this.faults.clear();
		this.rateLimiter.clear();
		this.requests.clear();
		this.clock.offsetMilliseconds = 0;
	}
}

/** Where a video has no need of an upload. */
function foreignSourceOf({ origin }: VideoPlan): ForeignSource | undefined {
	if (origin?.type === 'import') return 'downloaded';
	return origin?.type === 'copy' ? 'copied' : undefined;
}
