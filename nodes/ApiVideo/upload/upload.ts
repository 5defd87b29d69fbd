import { sendChunks } from './chunks';
import type { Delivery } from './deliver';
import { deliver } from './deliver';
import type { Line } from './line';
import { CHUNK_MAX_BYTES, CHUNK_MIN_BYTES } from './limits';
import { fitsOneRequest, missing, type Stretch } from './plan';
import { exactly, type UploadSource } from './source';
import type { Progress } from './stopped';
import type { UploadTransport, Video } from './transport';

/** What an upload may be told besides what to send and how. */
export interface UploadOptions {
	/** The container to upload into. Absent: the service makes a video (delegated token only). */
	readonly videoId?: string;
	/** What the container holds already of this very file. */
	readonly received?: readonly Stretch[];
	/**
	 * Fixed length of a chunk in bytes, 5 MiB to 128 MiB. Counts only above 200 MiB, and as far as
	 * the line's memory allows. Absent: the pace decides.
	 */
	readonly chunkBytes?: number;
	/** Told after every request that has arrived. */
	readonly onProgress?: (progress: Readonly<Progress>) => void;
}

/** A finished upload. */
export interface Uploaded {
	readonly video: Video;
	readonly progress: Readonly<Progress>;
	/** From the start to the last answer. */
	readonly milliseconds: number;
}

/**
 * Uploads a file: in one request up to and including 200 MiB, else in chunks, several at the same
 * time, each sent again as long as that can help. Memory and requests come from the line, whatever
 * the size of the file and however many uploads share it.
 *
 * @param source the file
 * @param transport the way to the upload endpoint
 * @param line shared by all uploads of an execution
 * @returns the video as the service described it last
 * @throws UploadStopped when the service does not take the file
 * @throws SourceError when the file cannot be read or is not as large as it said; nothing is completed
 * @throws RangeError when `chunkBytes` is out of range
 */
export async function upload(
	source: UploadSource,
	transport: UploadTransport,
	line: Line,
	options: UploadOptions = {},
): Promise<Uploaded> {
	const { videoId, received = [], chunkBytes, onProgress } = options;
	if (
		chunkBytes !== undefined &&
		!(chunkBytes >= CHUNK_MIN_BYTES && chunkBytes <= CHUNK_MAX_BYTES)
	) {
		throw new RangeError('A chunk must be between 5 MiB and 128 MiB');
	}
	const started = line.clock.now();
	const gaps = missing(received, source.size);
	const resumedBytes = source.size - lengthOf(gaps);
	const progress: Progress = {
		videoId,
		totalBytes: source.size,
		arrivedBytes: resumedBytes,
		resumedBytes,
		requests: 0,
		retries: 0,
		possibleCopy: false,
	};
	const stop = new AbortController();
	const delivery: Delivery = { transport, line, progress, signal: stop.signal };
	const arrived = (bytes: number) => {
		progress.arrivedBytes += bytes;
		progress.requests++;
		onProgress?.(progress);
	};
	const described =
		fitsOneRequest(source.size) && resumedBytes === 0
			? await sendWhole(source, delivery, arrived)
			: await sendChunks(source, gaps, chunkBytes, delivery, arrived, stop);
	const video = described ?? (await describe(transport, progress.videoId));
	return { video, progress, milliseconds: line.clock.now() - started };
}

async function sendWhole(
	source: UploadSource,
	delivery: Delivery,
	arrived: (bytes: number) => void,
): Promise<Video | undefined> {
	const { name, type, size } = source;
	const body = { name, type, size, open: () => exactly(source.open(), size) };
	const video = await deliver({ videoId: delivery.progress.videoId, body }, delivery);
	delivery.progress.videoId ??= video?.videoId;
	arrived(size);
	return video;
}

async function describe(transport: UploadTransport, videoId = ''): Promise<Video> {
	return (await transport.video?.(videoId)) ?? { videoId };
}

function lengthOf(stretches: readonly Stretch[]): number {
	return stretches.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}
