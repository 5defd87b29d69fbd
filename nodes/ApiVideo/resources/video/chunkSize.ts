import { Trouble } from '../../api/trouble';
import {
	CHUNK_MIN_BYTES,
	gridOf,
	lengthsOf,
	memoryForChunks,
	MIB,
	type ByteRange,
} from '../../upload';
import type { OpenContainer } from './container';

/** What a proxy answers to a request that is longer than it allows. */
const CONTENT_TOO_LARGE = 413;

/**
 * Follows the Chunk Size of one upload: every chunk but the last one of the file has exactly that length, or a
 * sentence says why not.
 */
export class ChunkSize {
	/** The grid to cut the file on, in bytes; undefined leaves it to the Chunk Size. */
	readonly gridBytes?: number;
	private readonly videoId?: string;
	private shortest = Infinity;
	private longest = 0;

	/** @param set in bytes; undefined where none was set */
	constructor(
		private readonly set: number | undefined,
		container?: Pick<OpenContainer, 'videoId' | 'gridBytes' | 'shared'>,
	) {
		this.videoId = container?.videoId;
		const { gridBytes = 0, shared = false } = container ?? {};
		// Others with the same key may be sending on this grid right now. Who resumes a video is alone with it,
		// so there a Chunk Size below the grid can be had.
		if (shared || gridBytes <= (set ?? Infinity)) this.gridBytes = gridBytes || undefined;
	}

	/**
	 * @param range what one request has brought
	 * @param size of the file in bytes, once it is known
	 */
	count({ from, to }: ByteRange, size = Infinity): void {
		const length = to + 1 - from;
		this.longest = Math.max(this.longest, length);
		if (to + 1 < size) this.shortest = Math.min(this.shortest, length);
	}

	/**
	 * @param memoryBytes that the chunks had
	 * @returns why not all chunks had the Chunk Size; undefined where they had, or none was set
	 */
	whyNotExact(memoryBytes: number): string | undefined {
		const { set, shortest, longest, gridBytes, videoId } = this;
		if (set === undefined || (longest <= set && shortest >= set)) return undefined;
		if (set > memoryBytes) {
			return `The memory of this step, ${inMiB(memoryBytes)} MiB for all items together, holds no chunk of ${inMiB(set)} MiB (Chunk Size), so the chunks had up to ${inMiB(longest)} MiB. Set Memory Limit to ${inMiB(memoryForChunks(1, set))} or more; the value of the first item counts.`;
		}
		const { wanted } = lengthsOf(set, gridBytes ?? gridOf(set), memoryBytes);
		const least = Math.min(shortest, longest);
		const lengths = least < longest ? `${inMiB(least)} to ${inMiB(longest)}` : inMiB(longest);
		return wanted === set
			? `What was missing of the video ${videoId} does not divide into chunks of ${inMiB(set)} MiB (Chunk Size), so they had ${lengths} MiB.`
			: `${this.ofOtherGrid()}, so this step has sent chunks of up to ${inMiB(longest)} MiB, not of its Chunk Size of ${inMiB(set)} MiB.`;
	}

	/**
	 * @param size of the file in bytes, if it is known
	 * @returns whether its requests cannot be shorter: no chunk but the last one may have less than 5 MiB
	 */
	isLeast(size = Infinity): boolean {
		const { set = Infinity, gridBytes = 0 } = this;
		return Math.min(size, Math.max(set, gridBytes)) <= CHUNK_MIN_BYTES;
	}

	/**
	 * Who makes the Chunk Size smaller because of a proxy gets nowhere with a video whose chunks are longer.
	 *
	 * @param reason why the upload has stopped
	 * @returns it, with what to do in that case
	 */
	explainTooLong(reason: unknown): unknown {
		const { set, gridBytes = 0 } = this;
		const isTooLong = reason instanceof Trouble && reason.httpStatus === CONTENT_TOO_LARGE;
		if (!isTooLong || set === undefined || gridBytes <= set) return reason;
		const { message, advice, httpStatus } = reason;
		const instead = `${this.ofOtherGrid()}, which is more than the Chunk Size of ${inMiB(set)} MiB. Delete it with Video > Delete, and run the step again: a new video is uploaded in chunks of that length.`;
		return new Trouble(message, `${advice} ${instead}`, httpStatus);
	}

	private ofOtherGrid(): string {
		return `The video ${this.videoId} was begun in chunks of a multiple of ${inMiB(this.gridBytes ?? 0)} MiB`;
	}
}

function inMiB(bytes: number): number {
	return Number((bytes / MIB).toFixed(2));
}
