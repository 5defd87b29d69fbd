import {
	CHUNK_MIN_BYTES,
	type Outcome,
	type Received,
	type ByteRange,
	type NumberedPart,
	type UploadRequest,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { lengthOf, missing } from '../../../nodes/ApiVideo/upload/plan';
import { answer, created, lost, problem, type SentWith } from './handTransport';
import { NEVER } from './never';
import { turns } from './turns';

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
	'408 before it arrived',
	'408 after it arrived',
	'429 that asks for no time',
	'answer lost, and forgotten once the status has shown it',
	'an outage of minutes',
] as const;

/** What can only happen to a container that the API key has made. */
export const CONTAINER_FAULTS = [
	'unknown as yet',
	'another writer sends a part of it',
	'another writer sends all of it',
] as const;
export type Fault = (typeof FAULTS)[number] | (typeof CONTAINER_FAULTS)[number];

/** Decides about every request: what goes wrong with it, if anything, and how long it takes. */
export interface Schedule {
	fault(): Fault | undefined;
	/** Whether a question for the status stays without an answer. */
	silent(): boolean;
	/** How many of the latest ranges the status does not show yet. */
	lag(): number;
	/** How many others may go first. */
	delay(): number;
	/** How long an outage lasts, in milliseconds. */
	outage(): number;
	/** Lets so many others go first; absent: by turns of the event loop, whatever the signal says. */
	pass?(count: number, signal: AbortSignal): Promise<void>;
}

interface Stored {
	readonly bytes: Buffer;
	received: ByteRange[];
	/** Gone again once the status has shown them. */
	readonly passing: Set<ByteRange>;
	/** By its number, what arrived of a file that goes in numbered parts. */
	readonly parts: Map<number, Buffer>;
	/** How many parts there are, once one has told. */
	totalParts?: number;
}

/**
 * The rules of the upload endpoints in a few lines: containers, ranges in any order, overlaps refused,
 * one source for each video.
 */
export class ModelService {
	readonly videos = new Map<string, Stored>();
	/** Bytes that it had received, and has lost again. */
	forgottenBytes = 0;
	private outUntil = -Infinity;

	constructor(
		private readonly size: number,
		private readonly schedule: Schedule,
		private readonly clock: { now(): number },
	) {}

	private get isOut(): boolean {
		return this.clock.now() < this.outUntil;
	}

	createContainer(): string {
		const videoId = `vi${this.videos.size + 1}`;
		this.videos.set(videoId, {
			bytes: Buffer.alloc(this.size),
			received: [],
			passing: new Set(),
			parts: new Map(),
		});
		return videoId;
	}

	isComplete(videoId: string): boolean {
		const { parts, totalParts } = this.videos.get(videoId) ?? {};
		if (parts && parts.size > 0) return parts.size === totalParts;
		return missing(this.videos.get(videoId)?.received ?? [], this.size).length === 0;
	}

	/** What it holds of a video. */
	bytesOf(videoId = ''): Buffer | undefined {
		const { bytes, parts } = this.videos.get(videoId) ?? {};
		if (parts === undefined || parts.size === 0) return bytes;
		const numbers = [...parts.keys()].sort((one, other) => one - other);
		return Buffer.concat(numbers.map((number) => parts.get(number) ?? Buffer.alloc(0)));
	}

	/** Bytes it holds of a video. */
	receivedBytes(videoId = ''): number {
		const { parts } = this.videos.get(videoId) ?? {};
		if (parts && parts.size > 0) return this.bytesOf(videoId)?.length ?? 0;
		return lengthOf(this.videos.get(videoId)?.received ?? []);
	}

	/** The way to this service, with a key or with a token. */
	transport(sentWith: SentWith): UploadTransport {
		const send = async (request: UploadRequest, signal: AbortSignal = NEVER): Promise<Outcome> =>
			await this.send(request, signal);
		if (sentWith === 'uploadToken') return { send };
		return {
			send,
			received: async (videoId) => this.status(videoId),
			video: async (videoId) => ({ videoId }),
		};
	}

	private status(videoId: string): Received | undefined {
		if (this.isOut || this.schedule.silent()) return undefined;
		const video = this.videos.get(videoId);
		const received = video?.received ?? [];
		const hidden = this.schedule.lag();
		const ranges = received.slice(0, received.length - hidden);
		const complete = hidden === 0 && this.isComplete(videoId);
		// Also where the status lags, a complete video loses nothing: nobody would ask again.
		const numbers = [...(video?.parts.keys() ?? [])];
		const parts = numbers.slice(0, numbers.length - hidden);
		if (video && !this.isComplete(videoId)) this.forget(video, ranges);
		return { complete, ranges, parts };
	}

	/** A service that has not answered for a range may lose it. */
	private forget(video: Stored, shown: readonly ByteRange[]): void {
		const gone = shown.filter((range) => video.passing.delete(range));
		this.forgottenBytes += lengthOf(gone);
		video.received = video.received.filter((range) => !gone.includes(range));
	}

	private async send(request: UploadRequest, signal: AbortSignal): Promise<Outcome> {
		const { pass = turns } = this.schedule;
		const fault = this.schedule.fault();
		await pass(this.schedule.delay(), signal);
		const pieces: Buffer[] = [];
		for await (const piece of request.body.open(signal)) pieces.push(Buffer.from(piece));
		const bytes = Buffer.concat(pieces);
		await pass(this.schedule.delay(), signal);
		if (this.isOut) return lost();
		switch (fault) {
			case 'an outage of minutes':
				this.outUntil = this.clock.now() + this.schedule.outage();
				return lost();
			case 'reset before it arrived':
				return lost();
			case '503 before it arrived':
				return answer(503);
			case '408 before it arrived':
				return answer(408);
			case '429 that asks for no time':
				return answer(429, {}, { 'retry-after': '0' });
			case 'unknown as yet':
				return problem(404, 'resource-not-found');
			case 'another writer sends a part of it':
				if (request.part) return lost();
				this.store(firstHalf(request), bytes.subarray(0, Math.floor(bytes.length / 2)));
				return lost();
			case 'another writer sends all of it':
				this.store(request, bytes);
				return lost();
			case '429 with a header':
				return answer(429, {}, { 'x-ratelimit-retry-after': '3' });
			case '429 without a header':
				return answer(429);
			case 'arrives while it is sent again':
				void pass(this.schedule.delay(), NEVER).then(() => this.store(request, bytes));
				return lost();
			default:
		}
		const real = this.store(request, bytes);
		switch (fault) {
			case 'answer lost':
				return lost();
			case '503 after it arrived':
				return answer(503);
			case '408 after it arrived':
				return answer(408);
			case 'answer lost, and forgotten once the status has shown it': {
				const video = this.videos.get(request.videoId ?? '');
				const newest = video?.received.at(-1);
				if (newest && newest.from === request.range?.from) video?.passing.add(newest);
				return lost();
			}
			case 'proxy page after it arrived':
				return answer(200, '<html>');
			case 'cut answer after it arrived':
				return answer(201, '{"videoId":"vi');
			default:
				return real;
		}
	}

	/** The rules of numbered parts. */
	private storePart(id: string, video: Stored, part: NumberedPart, bytes: Buffer): Outcome {
		const { number, total = video.totalParts } = part;
		const refused = (what: string) => problem(400, `video-content-range-${what}`);
		if (this.isComplete(id)) return problem(400, 'video-source-already-uploaded');
		if (video.received.length > 0) return refused('started-with-bytes');
		if (video.parts.has(number)) return refused('by-part-part-already-sent');
		if (total !== undefined && number > total) return refused('by-part-part-too-high-total');
		if (bytes.length < CHUNK_MIN_BYTES && number !== total)
			return refused('by-part-uploaded-file-too-small');
		video.parts.set(number, Buffer.from(bytes));
		video.totalParts = total;
		return created(id);
	}

	private store({ videoId, range, part }: UploadRequest, bytes: Buffer): Outcome {
		const id = videoId ?? this.createContainer();
		const video = this.videos.get(id);
		if (!video) return problem(404, 'resource-not-found');
		if (part) return this.storePart(id, video, part, bytes);
		if (!range && video.received.length > 0 && !this.isComplete(id)) {
			return problem(400, 'video-content-range-already-initiated');
		}
		const { from, to, total } = range ?? { from: 0, to: this.size - 1, total: this.size };
		if (total !== this.size || bytes.length !== to - from + 1) {
			return problem(400, 'video-content-range-by-bytes-range-mismatch');
		}
		if (to - from + 1 < CHUNK_MIN_BYTES && to !== this.size - 1) {
			return problem(400, 'video-content-range-by-bytes-range-too-small');
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

/** The same request for the first half of its bytes. */
function firstHalf(request: UploadRequest): UploadRequest {
	const { range } = request;
	if (!range) return request;
	const bytes = range.to - range.from + 1;
	return { ...request, range: { ...range, to: range.from + Math.floor(bytes / 2) - 1 } };
}
