import { chunkLength, lengthsOf, type Lengths } from './cut';
import { deliver, type Delivery } from './deliver';
import type { Frame } from './frame';
import { frames, type FrameLength } from './frames';
import { CHUNK_START_BYTES } from './limits';
import { lengthOf } from './plan';
import type { ByteRange } from './range';
import { sendSeveral } from './sendSeveral';
import type { UploadSource } from './source';
import type { Video } from './transport';

/** How a file is cut into chunks. */
export interface Cut {
	/** See `gridOf`. */
	readonly gridBytes: number;
	/** The Chunk Size in bytes, see `lengthsOf`; undefined leaves it to the pace. */
	readonly chunkBytes?: number;
}

/**
 * Told what has arrived.
 *
 * @param told whether the service has said so in its answer to the request
 */
export type Arrived = (range: ByteRange, told: boolean) => void;

/**
 * Sends ranges of a file in chunks: read in order, sent several at the same time, arriving in any
 * order. Without a container the first chunk goes alone, because its answer brings the videoId that
 * all others carry. The first chunk that cannot be delivered stops the others.
 *
 * @param arrived called for every chunk that has arrived
 * @param stop to be aborted when the upload has stopped; ends the delivery's signal
 * @returns what the answer that completed the upload says of the video; undefined when that answer
 *   was lost
 * @throws what the first chunk that could not be delivered, or the source, threw
 */
export async function sendChunks(
	source: UploadSource,
	ranges: readonly ByteRange[],
	{ gridBytes, chunkBytes }: Cut,
	delivery: Delivery,
	arrived: Arrived,
	stop: AbortController,
): Promise<Video | undefined> {
	const { progress, share, load, transport, signal } = delivery;
	let newest: Video | undefined;

	const send = async (frame: Frame): Promise<void> => {
		const { from, length } = frame;
		// A request that waits for the source of its file would hold a place for nothing.
		if (source.ranges) await frame.firstBytes(signal);
		const range = { from, to: from + length - 1, total: source.size };
		const { name, type } = source;
		const open = (until: AbortSignal) => frame.open(until);
		const body = { name, type, size: length, open };
		const { video, told } = await deliver({ videoId: progress.videoId, range, body }, delivery);
		if (progress.videoId === undefined) {
			progress.videoId = video?.videoId;
			delivery.freshSince = share.clock.now();
		}
		// Where nobody can be asked later, an older description is better than none.
		newest = video ?? (transport.video ? undefined : newest);
		arrived(range, told);
	};
	const { lane, memory, throttle } = share;
	load.bytes = lengthOf(ranges);
	// A slow upload needs no long chunks, and would keep memory from others for long.
	const longest = throttle ? CHUNK_START_BYTES : memory.frameMaxBytes;
	const set =
		chunkBytes === undefined ? undefined : lengthsOf(chunkBytes, gridBytes, memory.totalBytes);
	const nextLength = (left: ByteRange): FrameLength => {
		const length = (adapted: number): number => {
			const lengths: Lengths = set ?? { wanted: adapted, most: Infinity };
			return chunkLength(left, source.size, lengths, gridBytes);
		};
		const wanted = length(lane.pace.chunkBytes(longest));
		return { wanted, least: Math.min(wanted, length(CHUNK_START_BYTES)) };
	};
	const cut = async function* () {
		for await (const frame of frames(source, ranges, memory, nextLength, signal)) {
			load.bytes -= frame.length;
			yield frame;
		}
	};
	await sendSeveral(cut(), send, { firstAlone: progress.videoId === undefined, signal, stop });
	return newest;
}
