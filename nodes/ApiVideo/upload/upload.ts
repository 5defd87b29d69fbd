import { begin, describe, expectChunkSize, stopped } from './begin';
import { sendChunks, type Arrived, type Cut } from './chunks';
import { holds } from './confirm';
import { gridOf } from './cut';
import type { Delivery } from './deliver';
import { deliver } from './deliver';
import type { Share } from './lines';
import { CHUNK_START_BYTES } from './limits';
import { uploadInParts } from './parts';
import { fitsOneRequest, lengthOf, mayBeCut, missing, notCovered, unfillable } from './plan';
import type { ByteRange } from './range';
import { readProblem } from './problem';
import { withReadAhead } from './readAhead';
import { SourceError, type AnySource, type UploadSource } from './source';
import { withSpareMemory } from './spareMemory';
import { UploadStopped, type Progress, type SizedProgress } from './stopped';
import type { Received, UploadBody, UploadTransport, Video } from './transport';

/** How often what the service had, and then had no more, is sent again. */
const ROUNDS = 3;

/** What an upload may be told besides what to send and how. */
export interface UploadOptions {
	/** The container to upload into. Absent: the service makes a video (delegated token only). */
	readonly videoId?: string;
	/** Whether that container was made a moment ago, so that parts of the service may not know it yet. */
	readonly fresh?: boolean;
	/** What the container holds already of this very file. */
	readonly received?: readonly ByteRange[];
	/**
	 * The Chunk Size in bytes, 5 MiB to 200 MiB: a file that is larger goes in chunks of exactly that length,
	 * as far as the memory and the grid allow; see `lengthsOf`. Absent: a file goes in one request up to
	 * and including 200 MiB, and the pace decides about the chunks of a larger one.
	 */
	readonly chunkBytes?: number;
	/** The grid of the container, where it has one; see `gridOf`. Absent: that of `chunkBytes`. */
	readonly gridBytes?: number;
	/** Told what has been sent, and has arrived, by each request. */
	readonly onArrived?: (range: ByteRange) => void;
	/** Told at the beginning, and after every request that has arrived. */
	readonly onProgress?: (progress: Readonly<Progress>) => void;
	/** Ends the upload: nothing is sent or asked any more. */
	readonly signal?: AbortSignal;
}

/** A finished upload. */
export interface Uploaded {
	readonly video: Video;
	readonly progress: Readonly<SizedProgress>;
	/** From the start to the last answer. */
	readonly milliseconds: number;
}

/**
 * Uploads a file: in one request up to and including 200 MiB, or the Chunk Size, else in chunks, several at
 * the same time; above 16 MiB in chunks where several ranges of it can be read at a time and the rate limit
 * leaves room for them. Each request is sent again as long as that can help. Memory and requests come from the
 * share, whatever the size of the file and however many uploads share it.
 *
 * A file whose length nobody tells goes in numbered parts; see {@link uploadInParts}.
 *
 * It ends well only when every byte is known to have arrived: the service has answered the request that
 * brought it, or the status, asked at the end, shows it. With a token alone there is no status;
 * `progress.unconfirmed` tells where that left something open.
 *
 * @param source the file
 * @param transport the way to the upload endpoint
 * @param share what its execution uses of the process's way to the service
 * @returns the video as the service described it last
 * @throws UploadStopped when the service does not take the file
 * @throws SourceError when the file has no size, cannot be read or is not as large as it said; nothing is completed
 * @throws RangeError when `chunkBytes` is out of range
 */
export async function upload(
	source: AnySource,
	transport: UploadTransport,
	share: Share,
	options: UploadOptions = {},
): Promise<Uploaded> {
	return source.size === undefined
		? await uploadInParts(source, transport, share, options)
		: await uploadOfKnownLength(source, transport, share, options);
}

async function uploadOfKnownLength(
	source: UploadSource,
	transport: UploadTransport,
	share: Share,
	options: UploadOptions,
): Promise<Uploaded> {
	const { received = [], chunkBytes, onProgress } = options;
	if (!Number.isSafeInteger(source.size) || source.size < 1) {
		throw new SourceError(`The size of the file is no number of bytes: ${source.size}`);
	}
	expectChunkSize(chunkBytes);
	const { clock, lane } = share;
	const started = clock.now();
	const gridBytes = options.gridBytes ?? gridOf(chunkBytes ?? CHUNK_START_BYTES);
	let gaps = missing(received, source.size);
	const stop = new AbortController();
	const known = {
		...options,
		totalBytes: source.size,
		resumedBytes: source.size - lengthOf(gaps),
		fromAfar: source.ranges !== undefined,
	};
	const delivery = begin(transport, share, known, stop);
	const { progress } = delivery;
	onProgress?.(progress);
	/** What the service itself has answered that it has, and what an overlap or the status told as well. */
	const told: ByteRange[] = [];
	const all = [...received];
	const arrived: Arrived = (range, byAnswer) => {
		if (byAnswer) told.push(range);
		all.push(range);
		progress.arrivedBytes += lengthOf([range]);
		progress.requests++;
		options.onArrived?.(range);
		onProgress?.(progress);
	};
	const sendAll = async (): Promise<Uploaded> => {
		for (let round = 1; ; round++) {
			const again = { ...delivery, sentBefore: round > 1 };
			const described = await send(source, gaps, { gridBytes, chunkBytes }, again, arrived, stop);
			if (missing(all, source.size).length > 0)
				throw new Error('A range of the file was never sent');
			gaps = await stillMissing(missing(told, source.size), delivery);
			if (gaps.length === 0) {
				const video = described ?? (await describe(delivery));
				const complete = { ...progress, totalBytes: source.size };
				return { video, progress: complete, milliseconds: clock.now() - started };
			}
			progress.arrivedBytes -= lengthOf(gaps);
			if (round === ROUNDS) throw stopped('unconfirmed', delivery);
		}
	};
	lane.pace.expect(delivery.load);
	try {
		return await sendAll();
	} finally {
		lane.pace.forget(delivery.load);
	}
}

async function send(
	source: UploadSource,
	gaps: readonly ByteRange[],
	cut: Cut,
	delivery: Delivery,
	arrived: Arrived,
	stop: AbortController,
): Promise<Video | undefined> {
	if (unfillable(gaps, source.size)) throw stopped('unfillable', delivery);
	const inChunks = async () => await sendChunks(source, gaps, cut, delivery, arrived, stop);
	const { size } = source;
	const room = () => delivery.share.lane.pace.hasRoomForChunksOf(size);
	const isCut =
		!fitsOneRequest(size, cut.chunkBytes) || (mayBeCut(source, cut.chunkBytes) && room());
	if (isCut || lengthOf(gaps) < size) return await inChunks();
	return await sendWhole(source, delivery, arrived).catch(async (reason: unknown) =>
		isBegunInChunks(reason) ? await inChunks() : await Promise.reject(reason),
	);
}

/** Somebody with a Chunk Size has sent a part of the file: the video takes nothing but chunks any more. */
function isBegunInChunks(reason: unknown): boolean {
	if (!(reason instanceof UploadStopped) || reason.outcome.kind !== 'answer') return false;
	return readProblem(reason.outcome.body).slug === 'video-content-range-already-initiated';
}

async function sendWhole(
	source: UploadSource,
	delivery: Delivery,
	arrived: Arrived,
): Promise<Video | undefined> {
	const { name, type, size } = source;
	delivery.load.requests = 1;
	const sendIt = async (open: UploadBody['open']): Promise<Video | undefined> => {
		const body: UploadBody = { name, type, size, open };
		const { video, told } = await deliver({ videoId: delivery.progress.videoId, body }, delivery);
		delivery.progress.videoId ??= video?.videoId;
		arrived({ from: 0, to: size - 1 }, told);
		return video;
	};
	const { share, signal } = delivery;
	if (source.ranges) return await withReadAhead(source, share.memory, signal, sendIt);
	return await withSpareMemory(source, share.memory, sendIt);
}

/**
 * Confirms the end of an upload: what no answer has told is asked for once more, since a status has been
 * seen to show a range that was gone later.
 *
 * @param untold what is held to have arrived, but for the word of the service
 * @returns what the service does not have
 */
async function stillMissing(
	untold: readonly ByteRange[],
	delivery: Delivery,
): Promise<ByteRange[]> {
	const { transport, progress, share, signal } = delivery;
	if (untold.length === 0 || transport.received === undefined) return [];
	const { videoId = '' } = progress;
	const missingIn = ({ ranges }: Received) => notCovered(ranges, untold);
	const answer = await holds(missingIn, videoId, transport.received, share.clock, signal);
	if (answer === 'unknown') throw stopped('unconfirmed', delivery);
	return answer;
}
