import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import type {
	Outcome,
	ByteRange,
	UploadRequest,
	UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { CHUNK_MIN_BYTES } from '../../../nodes/ApiVideo/upload';
import { missing } from '../../../nodes/ApiVideo/upload/plan';
import type { EventClock } from './eventClock';
import { problemResponse, response, type Reply, type SentRequest } from './fakeNode';
import { created, lost, problem } from './handTransport';
import { networkError } from './httpErrors';
import { NEVER } from './never';

/** What chance decides about this service; all times in milliseconds. */
export interface Habits {
	/** How far lists are behind. */
	readonly listLag: number;
	/** Whether only one of two copies of the list is behind, and either answers. */
	readonly listFlaps?: boolean;
	/** How far the status is behind. */
	readonly statusLag: number;
	/** How long a container is unknown to everything but lists. */
	readonly unknownFor: number;
	/** The longest that a request takes. */
	readonly latency: number;
	/** Share of the requests whose connection is reset, before or after they were carried out. */
	readonly resets: number;
}

interface Held {
	readonly videoId: string;
	readonly madeAt: number;
	readonly metadata: unknown;
	deletedAt?: number;
	readonly bytes: Buffer;
	readonly received: Array<ByteRange & { readonly at: number }>;
}

/** A service in which lists and the status lag, videos of the same second come in any order, and connections break. */
export class KeyService {
	readonly videos: Held[] = [];

	constructor(
		private readonly size: number,
		private readonly clock: EventClock,
		private readonly habits: Habits,
		private readonly chance: () => number,
	) {}

	/** Answers what goes through n8n's helper for signed requests. */
	readonly reply: Reply = async (request) => {
		await this.travel();
		const reset = this.chance() < this.habits.resets;
		if (reset && this.chance() < 0.5) throw networkError('ECONNRESET');
		const answer = this.answer(request);
		await this.travel();
		if (reset) throw networkError('ECONNRESET');
		return answer;
	};

	/** The way to its upload endpoint. */
	readonly send: UploadTransport['send'] = async (request) => {
		await this.travel();
		const pieces: Uint8Array[] = [];
		for await (const piece of request.body.open(NEVER)) pieces.push(Buffer.from(piece));
		const reset = this.chance() < this.habits.resets;
		if (reset && this.chance() < 0.5) return lost();
		const outcome = this.store(request, Buffer.concat(pieces));
		await this.travel();
		return reset ? lost() : outcome;
	};

	isComplete(video: Held, at = this.clock.now()): boolean {
		return missing(arrivedBy(video, at), this.size).length === 0;
	}

	private async travel(): Promise<void> {
		await this.clock.sleep(this.chance() * this.habits.latency);
	}

	private answer({ method, url, qs, body }: SentRequest): IN8nHttpFullResponse {
		const now = this.clock.now();
		const [, videoId, about] = /\/videos(?:\/(\w+)(\/status)?)?$/.exec(url) ?? [];
		if (method === 'POST') return response(201, this.make((body as IDataObject).metadata));
		if (videoId === undefined) return this.list(now - this.listLag(), qs as IDataObject);
		const video = this.find(videoId, now);
		if (!video) return problemResponse(404, 'resource-not-found');
		if (method === 'DELETE') {
			video.deletedAt = now;
			return response(204, '');
		}
		return response(200, about ? this.status(video, now - this.habits.statusLag) : shown(video));
	}

	private listLag(): number {
		const { listLag, listFlaps } = this.habits;
		return listFlaps && this.chance() < 0.5 ? 0 : listLag;
	}

	private make(metadata: unknown): object {
		// Neither order of making nor any other one.
		const videoId = `vi${Math.floor(this.chance() * 2 ** 32).toString(36)}`;
		const bytes = Buffer.alloc(this.size);
		const video = { videoId, madeAt: this.clock.now(), metadata, bytes, received: [] };
		this.videos.push(video);
		return shown(video);
	}

	private list(at: number, { metadata }: IDataObject): IN8nHttpFullResponse {
		const wanted = JSON.stringify(Object.values(metadata as IDataObject));
		const data = this.videos
			.filter(({ madeAt, deletedAt = Infinity }) => madeAt <= at && at < deletedAt)
			.filter((video) => JSON.stringify(video.metadata).includes(wanted.slice(1, -1)))
			.map((video) => ({ video: shown(video), rank: this.chance() }))
			.sort((a, b) => compare(a.video.createdAt, b.video.createdAt) || a.rank - b.rank)
			.map(({ video }) => video);
		return response(200, { data, pagination: { pagesTotal: 1 } });
	}

	private find(videoId: string, now: number): Held | undefined {
		return this.videos.find(
			(video) =>
				video.videoId === videoId &&
				video.deletedAt === undefined &&
				video.madeAt + this.habits.unknownFor <= now,
		);
	}

	private status(video: Held, at: number): object {
		const receivedBytes = arrivedBy(video, at).map((range) => ({ ...range, total: this.size }));
		const status = this.isComplete(video, at) ? 'uploaded' : 'uploading';
		return { ingest: { status, receivedBytes } };
	}

	private store({ videoId = '', range }: UploadRequest, bytes: Buffer): Outcome {
		const now = this.clock.now();
		const video = this.find(videoId, now);
		if (!video) return problem(404, 'resource-not-found');
		if (this.isComplete(video)) return problem(400, 'video-source-already-uploaded');
		if (!range && video.received.length > 0) {
			return problem(400, 'video-content-range-already-initiated');
		}
		const { from, to } = range ?? { from: 0, to: this.size - 1 };
		if (to - from + 1 < CHUNK_MIN_BYTES && to !== this.size - 1) {
			return problem(400, 'video-content-range-by-bytes-range-too-small');
		}
		const overlaps = video.received.some((one) => from <= one.to && one.from <= to);
		if (overlaps) return problem(400, 'video-content-range-by-bytes-range-overlap');
		bytes.copy(video.bytes, from);
		video.received.push({ from, to, at: now });
		return created(videoId);
	}
}

function compare(one: unknown, other: unknown): number {
	return String(one).localeCompare(String(other));
}

function arrivedBy({ received }: Held, at: number): ByteRange[] {
	return received.filter((one) => one.at <= at).map(({ from, to }) => ({ from, to }));
}

function shown({ videoId, madeAt, metadata }: Held): IDataObject {
	const seconds = Math.floor((Date.parse('2026-11-23T12:00:00Z') + madeAt) / 1000);
	return { videoId, metadata, createdAt: new Date(seconds * 1000).toISOString() } as IDataObject;
}
