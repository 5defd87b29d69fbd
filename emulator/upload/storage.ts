import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BytesRange, ContentRange } from './contentRange';
import { FileSink, type Sink } from './fileSink';
import { HashSink, RunningHash } from './hashSink';
import type { Received } from './received';

/** The stored bytes of a complete video. */
export interface VideoFile {
	/** Undefined when bytes are not kept (`discard`). */
	path: string | undefined;
	/** In bytes. */
	size: number;
	/** Hexadecimal; undefined with `hash: false`, or with `discard` when chunks did not come one after another, or were forgotten. */
	sha256: string | undefined;
}

/** A video that was there before the request. */
export interface KnownVideo {
	videoId: string;
	received: Received;
}

interface Writer {
	videoId: string;
	range: BytesRange;
	sink: FileSink;
}

/** A request's bytes on their way into a video. */
export interface Incoming {
	sink: Sink;
	/** Copies the bytes where a rename in `place` would not do. `known` is undefined for a new video. */
	prepare(known: KnownVideo | undefined): Promise<void>;
	/** Moves the bytes to their place in the video, at once, so that nothing can happen between the check and the count. */
	place(videoId: string, isNewVideo: boolean): void;
	/** Removes what was stored, unless it has been placed. */
	drop(): Promise<void>;
}

/** The folder with the received bytes: one file for each video, and one for each part until all are there. */
export class Storage {
	private counter = 0;
	private writers: Writer[] = [];
	private readonly hashes = new Map<string, RunningHash>();
	private readonly digests = new Map<string, Promise<string>>();
	private readonly joined = new Map<string, Promise<void>>();

	constructor(
		readonly directory: string,
		private readonly discard: boolean,
		private readonly hash: boolean,
	) {
		mkdirSync(directory, { recursive: true });
	}

	/**
	 * Opens the place for a body. A byte range of a known video goes straight to its offset in the
	 * video's file, unless another request is writing there; anything else into a file of its own, because the video, or whether this body
	 * counts at all, is known only at its end.
	 */
	receive(range: ContentRange | undefined, known: KnownVideo | undefined): Incoming {
		if (this.discard) return this.receiveHash(range, known?.videoId);
		if (known && range?.unit === 'bytes' && this.writersOf(known.videoId, range).length === 0) {
			const sink = this.openRange(known, range);
			return { sink, prepare: async () => {}, place: () => {}, drop: async () => {} };
		}
		const path = join(this.directory, `incoming-${++this.counter}`);
		const position = range?.unit === 'bytes' ? range.from : 0;
		const sink = new FileSink(path, position);
		return {
			sink,
			prepare: async (video) => {
				if (!video || range?.unit !== 'bytes') return;
				await this.evict(video, range);
				await pipeline(createReadStream(path, { start: position }), this.openRange(video, range));
			},
			place: (videoId, isNewVideo) => {
				if (range?.unit === 'bytes' && !isNewVideo) return rmSync(path);
				const target =
					range?.unit === 'part' ? this.partPath(videoId, range.part) : this.sourcePath(videoId);
				renameSync(path, target);
			},
			drop: async () => {
				// A file that is still being opened would come back after its removal.
				if (!sink.closed) await new Promise((resolve) => sink.once('close', resolve));
				await rm(path, { force: true });
			},
		};
	}

	/** The file of a complete video. Joins its parts, and hashes it, the first time somebody asks. */
	async file(videoId: string, received: Received): Promise<VideoFile> {
		const { size } = received;
		if (this.discard) {
			const sha256 = this.hash ? this.hashes.get(videoId)?.digest() : undefined;
			return { path: undefined, size, sha256 };
		}
		const path = await this.path(videoId, received);
		if (!this.hash) return { path, size, sha256: undefined };
		let digest = this.digests.get(videoId);
		if (!digest) {
			digest = sha256Of(path);
			this.digests.set(videoId, digest);
		}
		return { path, size, sha256: await digest };
	}

	/** Where a complete video's bytes are. Joins its parts the first time somebody asks. */
	async path(videoId: string, received: Received): Promise<string> {
		const path = this.sourcePath(videoId);
		if (received.unit === 'part' && !this.joined.has(videoId)) {
			this.joined.set(videoId, this.join(videoId, received.parts.size));
		}
		await this.joined.get(videoId);
		return path;
	}

	/** Deletes everything of a video. */
	remove(videoId: string, received: Received): void {
		for (const part of received.parts.keys()) rmSync(this.partPath(videoId, part), { force: true });
		rmSync(this.sourcePath(videoId), { force: true });
		this.hashes.delete(videoId);
		this.digests.delete(videoId);
		this.joined.delete(videoId);
	}

	private writersOf(videoId: string, { from, to }: BytesRange): Writer[] {
		return this.writers.filter(
			(one) => one.videoId === videoId && from <= one.range.to && one.range.from <= to,
		);
	}

	private openRange({ videoId, received }: KnownVideo, range: BytesRange): FileSink {
		const length = range.to - range.from + 1;
		const sink = new FileSink(this.sourcePath(videoId), range.from, length, () => {
			if (received.overlaps(range)) throw received.overlap(range);
		});
		const writer = { videoId, range, sink };
		this.writers.push(writer);
		sink.once('close', () => {
			this.writers = this.writers.filter((one) => one !== writer);
		});
		return sink;
	}

	/**
	 * Ends what else is writing into the range. A request that its client has given up may still be
	 * at it when the repetition is complete, and must not write over it.
	 */
	private async evict({ videoId, received }: KnownVideo, range: BytesRange): Promise<void> {
		for (;;) {
			const [writer] = this.writersOf(videoId, range);
			if (!writer) return;
			const closed = new Promise((resolve) => writer.sink.once('close', resolve));
			writer.sink.destroy(received.overlap(range));
			await closed;
		}
	}

	private async join(videoId: string, parts: number): Promise<void> {
		for (let part = 1; part <= parts; part++) {
			const path = this.partPath(videoId, part);
			await pipeline(
				createReadStream(path),
				createWriteStream(this.sourcePath(videoId), { flags: part === 1 ? 'w' : 'a' }),
			);
			await rm(path);
		}
	}

	private receiveHash(range: ContentRange | undefined, videoId: string | undefined): Incoming {
		const start = range?.unit === 'part' ? range.part - 1 : (range?.from ?? 0);
		const running = (videoId && this.hashes.get(videoId)) || new RunningHash();
		const hash = this.hash ? running.fork(start) : undefined;
		const length = range?.unit === 'bytes' ? range.to - range.from + 1 : Infinity;
		const sink = new HashSink(hash, length);
		return {
			sink,
			prepare: async () => {},
			place: (id) => {
				this.hashes.set(id, running);
				const end = range?.unit === 'part' ? range.part : start + Math.min(sink.size, length);
				running.join(hash, start, end);
			},
			drop: async () => {},
		};
	}

	private sourcePath(videoId: string): string {
		return join(this.directory, `${videoId}.source`);
	}

	private partPath(videoId: string, part: number): string {
		return join(this.directory, `${videoId}.part-${part}`);
	}
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
	return hash.digest('hex');
}
