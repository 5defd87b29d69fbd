import type { Clock } from './clock';
import { deliver, type Delivery } from './deliver';
import { frames } from './frames';
import { plan } from './plan';
import { exactly, type UploadSource } from './source';
import type { Progress } from './stopped';
import type { UploadTransport, Video } from './transport';

/** What an upload may be told besides what to send and how. */
export interface UploadOptions {
	/** The container to upload into. Absent: the service makes a video (delegated token only). */
	readonly videoId?: string;
	/** Length of a chunk in bytes, 5 MiB to 128 MiB. Counts only above 200 MiB. */
	readonly chunkBytes?: number;
	/** Told after every request that has arrived. */
	readonly onProgress?: (progress: Readonly<Progress>) => void;
}

/** A finished upload. */
export interface Uploaded {
	readonly video: Video;
	readonly progress: Readonly<Progress>;
	/** From the first byte read to the last answer. */
	readonly milliseconds: number;
}

/**
 * Uploads a file: in one request up to and including 200 MiB, else chunk after chunk, each sent again
 * as long as that can help. Holds at most two chunks in memory, whatever the size of the file.
 *
 * @param source the file
 * @param transport the way to the upload endpoint
 * @param clock time and chance
 * @returns the video as the service described it last
 * @throws UploadStopped when the service does not take the file
 * @throws SourceError when the file cannot be read or is not as large as it said; nothing is completed
 * @throws RangeError when `chunkBytes` is out of range
 */
export async function upload(
	source: UploadSource,
	transport: UploadTransport,
	clock: Clock,
	options: UploadOptions = {},
): Promise<Uploaded> {
	const started = clock.now();
	const route = plan(source.size, options.chunkBytes);
	const progress: Progress = {
		videoId: options.videoId,
		arrivedBytes: 0,
		arrivedChunks: 0,
		chunks: route.kind === 'single' ? 1 : route.chunks,
		retries: 0,
		possibleCopy: false,
	};
	const delivery: Delivery = { transport, clock, progress };
	const report = (bytes: number) => {
		progress.arrivedBytes += bytes;
		progress.arrivedChunks++;
		options.onProgress?.(progress);
	};
	const described =
		route.kind === 'single'
			? await sendWhole(source, delivery, report)
			: await sendChunks(source, route.chunkBytes, delivery, report);
	const video = described ?? (await describe(transport, progress.videoId));
	return { video, progress, milliseconds: clock.now() - started };
}

type Report = (bytes: number) => void;

async function sendWhole(
	source: UploadSource,
	delivery: Delivery,
	report: Report,
): Promise<Video | undefined> {
	const body = {
		name: source.name,
		type: source.type,
		size: source.size,
		open: () => exactly(source.open(), source.size),
	};
	const video = await deliver({ videoId: delivery.progress.videoId, body }, delivery);
	delivery.progress.videoId ??= video?.videoId;
	report(source.size);
	return video;
}

/** @returns the newest description of the video; undefined when the last answer was lost */
async function sendChunks(
	source: UploadSource,
	chunkBytes: number,
	delivery: Delivery,
	report: Report,
): Promise<Video | undefined> {
	const { progress, transport } = delivery;
	let newest: Video | undefined;
	for await (const { from, bytes } of frames(source, chunkBytes)) {
		const range = { from, to: from + bytes.byteLength - 1, total: source.size };
		const body = {
			name: source.name,
			type: source.type,
			size: bytes.byteLength,
			async *open() {
				yield bytes;
			},
		};
		const video = await deliver({ videoId: progress.videoId, range, body }, delivery);
		progress.videoId ??= video?.videoId;
		// With a token nobody can be asked later, so an older description is better than none.
		newest = video ?? (transport.video ? undefined : newest);
		report(bytes.byteLength);
	}
	return newest;
}

async function describe(transport: UploadTransport, videoId: string | undefined): Promise<Video> {
	const id = videoId ?? '';
	return (await transport.video?.(id)) ?? { videoId: id };
}
