/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type {
	Outcome,
	Received,
	Stretch,
	UploadRequest,
	UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { missing } from '../../../nodes/ApiVideo/upload/plan';
import { answer, created, lost, problem } from './handTransport';

/** What can go wrong with one request. */
export const FAULTS = [
	'reset before it arrived',
	'answer lost',
	'503 before it arrived',
	'503 after it arrived',
	'proxy page after it arrived',
	'cut answer after it arrived',
	'429 with a header',
	'429 without a header',
	'arrives while it is sent again',
] as const;
export type Fault = (typeof FAULTS)[number];

/** Decides about every request: what goes wrong with it, if anything, and how long it takes. */
export interface Schedule {
	fault(): Fault | undefined;
	/** Whether a question for the status stays without an answer. */
	silent(): boolean;
	/** How many others may go first. */
	delay(): number;
}

interface Stored {
	readonly bytes: Buffer;
	readonly received: Stretch[];
}

/**
 * The rules of the upload endpoints in a few lines: containers, ranges in any order, overlaps refused,
 * one source for each video.
 */
export class ModelService {
	readonly videos = new Map<string, Stored>();

	constructor(
		private readonly size: number,
		private readonly schedule: Schedule,
	) {}

	createContainer(): string {
		const videoId = `vi${this.videos.size + 1}`;
		this.videos.set(videoId, { bytes: Buffer.alloc(this.size), received: [] });
		return videoId;
	}

	isComplete(videoId: string): boolean {
		return missing(this.videos.get(videoId)?.received ?? [], this.size).length === 0;
	}

	/** Bytes it holds of a video. */
	receivedBytes(videoId: string): number {
		const received = this.videos.get(videoId)?.received ?? [];
		return received.reduce((sum, { from, to }) => sum + to - from + 1, 0);
	}

	/** The way to this service, with a key or with a token. */
	transport(authentication: UploadTransport['authentication']): UploadTransport {
		const send = async (request: UploadRequest): Promise<Outcome> => await this.send(request);
		if (authentication === 'uploadToken') return { authentication, send };
		return {
			authentication,
			send,
			received: async (videoId) => this.status(videoId),
			video: async (videoId) => ({ videoId }),
		};
	}

	private status(videoId: string): Received | undefined {
		if (this.schedule.silent()) return undefined;
		const ranges = [...(this.videos.get(videoId)?.received ?? [])];
		return { complete: this.isComplete(videoId), ranges };
	}

	private async send(request: UploadRequest): Promise<Outcome> {
		const fault = this.schedule.fault();
		await turns(this.schedule.delay());
		const pieces: Buffer[] = [];
		for await (const piece of request.body.open()) pieces.push(Buffer.from(piece));
		const bytes = Buffer.concat(pieces);
		await turns(this.schedule.delay());
		switch (fault) {
			case 'reset before it arrived':
				return lost();
			case '503 before it arrived':
				return answer(503);
			case '429 with a header':
				return answer(429, {}, { 'x-ratelimit-retry-after': '3' });
			case '429 without a header':
				return answer(429);
			case 'arrives while it is sent again':
				void turns(this.schedule.delay()).then(() => this.store(request, bytes));
				return lost();
			default:
		}
		const real = this.store(request, bytes);
		switch (fault) {
			case 'answer lost':
				return lost();
			case '503 after it arrived':
				return answer(503);
			case 'proxy page after it arrived':
				return answer(200, '<html>');
			case 'cut answer after it arrived':
				return answer(201, '{"videoId":"vi');
			default:
				return real;
		}
	}

	private store({ videoId, range }: UploadRequest, bytes: Buffer): Outcome {
		const id = videoId ?? this.createContainer();
		const video = this.videos.get(id);
		if (!video) return problem(404, 'resource-not-found');
		const { from, to, total } = range ?? { from: 0, to: this.size - 1, total: this.size };
		if (total !== this.size || bytes.length !== to - from + 1) {
			return problem(400, 'video-content-range-by-bytes-range-mismatch');
		}
		if (this.isComplete(id)) return problem(400, 'video-source-already-uploaded');
		if (video.received.some((other) => other.from <= to && from <= other.to)) {
			return problem(400, 'video-content-range-by-bytes-range-overlap');
		}
		bytes.copy(video.bytes, from);
		video.received.push({ from, to });
		return created(id);
	}
}

async function turns(count: number): Promise<void> {
	for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
}
