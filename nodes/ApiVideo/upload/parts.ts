import { begin, describe, expectChunkSize, stopped } from './begin';
import { holds } from './confirm';
import { deliver, type Delivery } from './deliver';
import type { FrameLength } from './frames';
import type { Share } from './lines';
import { CHUNK_START_BYTES } from './limits';
import { partFrames, type PartFrame } from './partFrames';
import { sendSeveral } from './sendSeveral';
import { notShown } from './shown';
import type { SourceWithoutLength } from './source';
import type { Received, UploadRequest, UploadTransport, Video } from './transport';
import type { Uploaded, UploadOptions } from './upload';

/**
 * Uploads a file whose length nobody tells, in numbered parts: `part 1/*`, `part 2/*`, several at the same time. The
 * last one is told as such, `part 3/3`, and goes alone once all others have arrived: "The video source is
 * considered as 'completely sent' when the 'last' chunk is sent" (`POST /videos/{videoId}/source`), which may mean
 * the one that is called the last. What is no longer than one part goes in one request, as its length is known by
 * then.
 *
 * No part but the last one is shorter than 5 MiB (slug `...-by-part-uploaded-file-too-small`), of which the 10,000
 * that there may be (`...-part-too-high-allowed`) are more than the 30 GiB of the largest video.
 *
 * Nobody can go on with it: the parts are as long as pace and memory allow, and only this run knows how long. What has
 * been sent is not kept, so that a part which the service had, and then had no more, stops it.
 *
 * @param options without `received` and `gridBytes`, which mean nothing here
 * @throws as `upload` does; RangeError also without a container, as `POST /upload` documents no parts
 */
export async function uploadInParts(
	source: SourceWithoutLength,
	transport: UploadTransport,
	share: Share,
	options: UploadOptions,
): Promise<Uploaded> {
	const { chunkBytes, onProgress } = options;
	if (options.videoId === undefined) throw new RangeError('Numbered parts need a container');
	expectChunkSize(chunkBytes);
	const { clock, lane } = share;
	const started = clock.now();
	const stop = new AbortController();
	const delivery = begin(transport, share, options, stop);
	const { progress, load } = delivery;
	onProgress?.(progress);
	lane.pace.expect(load);
	try {
		const described = await sendParts(source, delivery, options, stop);
		const video = described ?? (await describe(delivery));
		const complete = { ...progress, totalBytes: progress.arrivedBytes };
		return { video, progress: complete, milliseconds: clock.now() - started };
	} finally {
		lane.pace.forget(load);
	}
}

/**
 * @returns what the answer that completed the upload says of the video; undefined when that answer was lost
 * @throws what the first part that could not be delivered, or the source, threw
 */
async function sendParts(
	source: SourceWithoutLength,
	delivery: Delivery,
	{ chunkBytes, onArrived, onProgress }: UploadOptions,
	stop: AbortController,
): Promise<Video | undefined> {
	const { share, progress, load, signal } = delivery;
	/** Those of which the status, and not the answer, has told that they have arrived. */
	const untold: UploadRequest[] = [];
	let last: PartFrame | undefined;

	const send = async ({ frame, number, isLast }: PartFrame): Promise<Video | undefined> => {
		const { from, length } = frame;
		const { videoId } = progress;
		const { name, type } = source;
		const body = { name, type, size: length, open: (until: AbortSignal) => frame.open(until) };
		const isWhole = isLast && number === 1;
		const part = isWhole ? undefined : { number, total: isLast ? number : undefined };
		const request = { videoId, part, body };
		const { video, told } = await deliver(request, delivery);
		if (!told) untold.push(request);
		progress.arrivedBytes += length;
		progress.requests++;
		onArrived?.({ from, to: from + length - 1 });
		onProgress?.(progress);
		return video;
	};
	const allButLast = async function* () {
		const nextLength = lengthsFor(chunkBytes, delivery);
		for await (const part of partFrames(source, share.memory, nextLength, signal)) {
			if (part.isLast) last = part;
			else yield part;
		}
	};
	try {
		const sendOne = async (part: PartFrame) => void (await send(part));
		await sendSeveral(allButLast(), sendOne, { firstAlone: false, signal, stop });
		if (last === undefined) throw new Error('The end of the file was never seen');
		load.bytes = 0;
		progress.totalBytes = last.frame.from + last.frame.length;
		const described = await send(last);
		await confirm(untold, delivery);
		return described;
	} finally {
		last?.release();
	}
}

/** As much is held to be left as has come, so that parts get longer as the file does where the rate limit wants it. */
function lengthsFor(
	chunkBytes: number | undefined,
	{ share, load }: Delivery,
): (readBytes: number) => FrameLength {
	const { lane, memory, throttle } = share;
	if (chunkBytes !== undefined) {
		const wanted = Math.min(chunkBytes, memory.totalBytes);
		return () => ({ wanted, least: wanted });
	}
	// A slow upload needs no long parts, and would keep memory from others for long.
	const longest = throttle ? CHUNK_START_BYTES : memory.frameMaxBytes;
	return (readBytes) => {
		load.bytes = readBytes;
		return { wanted: lane.pace.chunkBytes(longest), least: CHUNK_START_BYTES };
	};
}

/** Asks the status for what no answer has told of, as one has been seen to show what was gone later. */
async function confirm(untold: readonly UploadRequest[], delivery: Delivery): Promise<void> {
	const { transport, progress, share, signal } = delivery;
	if (untold.length === 0 || transport.received === undefined) return;
	const { videoId = '' } = progress;
	const missingIn = (received: Received) =>
		untold.flatMap((request) => notShown(request, received));
	const missing = await holds(missingIn, videoId, transport.received, share.clock, signal);
	if (missing === 'unknown' || missing.length > 0) throw stopped('unconfirmed', delivery);
}
