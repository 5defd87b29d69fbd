import { Authentication } from './auth';
import { FaultControl } from './faults/faultControl';
import { identifier } from './identifiers';
import type { Settings } from './options';
import { Problem } from './problem';
import { RateLimiter } from './rateLimit';
import { RequestLog } from './requestLog';
import { Received, type ForeignSource } from './upload/received';
import { Storage } from './upload/storage';
import { UploadTokens } from './uploadTokens';
import type { Video, VideoAttributes } from './video';

/** A player theme: its id and whatever was set. */
export interface Player {
	playerId: string;
	createdAt: number;
	attributes: Record<string, unknown>;
}

/** Everything an emulator knows. */
export class State {
	readonly videos = new Map<string, Video>();
	readonly players = new Map<string, Player>();
	readonly uploadTokens: UploadTokens;
	readonly authentication: Authentication;
	readonly rateLimiter: RateLimiter;
	readonly storage: Storage;
	readonly faults = new FaultControl();
	readonly requests = new RequestLog();
	/** The emulator's own address, known once it listens. */
	url = '';

	constructor(readonly settings: Settings) {
		const { apiKey, accessTokenSeconds, now } = settings;
		this.uploadTokens = new UploadTokens(now);
		this.authentication = new Authentication(apiKey, accessTokenSeconds, now);
		this.rateLimiter = new RateLimiter(settings.rateLimits, now);
		for (const fault of settings.faults) this.faults.add(fault);
		this.storage = new Storage(settings.directory, settings.discard, settings.hash);
	}

	/** Makes a container. `foreign`: its source does not come by an upload. */
	createVideo(attributes: VideoAttributes, foreign?: ForeignSource): Video {
		const now = this.settings.now();
		const video: Video = {
			videoId: identifier('vi'),
			attributes,
			createdAt: now,
			updatedAt: now,
			received: new Received(foreign),
			contentType: undefined,
		};
		this.videos.set(video.videoId, video);
		return video;
	}

	/** Throws resource-not-found. */
	video(videoId: string): Video {
		const video = this.videos.get(videoId);
		if (!video) throw new Problem('resource-not-found', { name: 'videoId' });
		return video;
	}

	/** Deletes a video and its bytes. Throws resource-not-found. */
	deleteVideo(videoId: string): void {
		const { received } = this.video(videoId);
		this.videos.delete(videoId);
		this.storage.remove(videoId, received);
	}

	/** Back to the start: no videos, tokens, players, faults, requests; access tokens go on working. */
	reset(): void {
		for (const videoId of this.videos.keys()) this.deleteVideo(videoId);
		this.players.clear();
		this.uploadTokens.clear();
		this.faults.clear();
		this.rateLimiter.clear();
		this.requests.clear();
	}
}
