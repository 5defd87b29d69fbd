import { BLOCK_BYTES } from './limits';

/** Memory for one frame. Hand it back exactly once. */
export interface Blocks {
	/** Together at least as long as was asked for. */
	readonly buffers: readonly Uint8Array[];
	release(): void;
}

/** @returns the memory, in bytes, that holds so many chunks of so many bytes each */
export function memoryForChunks(count: number, chunkBytes: number): number {
	return count * Math.ceil(chunkBytes / BLOCK_BYTES) * BLOCK_BYTES;
}

/**
 * All the memory that uploads of one execution may use for file contents, in blocks of 4 MiB that are
 * allocated once and used over and over. A frame gets all its blocks at once or waits its turn, so
 * that frames that are half full never wait for each other.
 */
export class BlockPool {
	/** All there is, in bytes: what is needed for a frame as long as was asked for. */
	readonly totalBytes: number;
	/** Most bytes of any other frame: half of the pool, so that several are on their way. */
	readonly frameMaxBytes: number;
	private readonly free: Uint8Array[] = [];
	private readonly waiting: Array<{ count: number; ready: (buffers: Uint8Array[]) => void }> = [];
	private blocks: number;
	private unallocated: number;

	/** @param memoryBytes at least 16 MiB are used, whatever it says: two chunks of the shortest kind */
	constructor(memoryBytes: number) {
		this.blocks = Math.max(4, Math.floor(memoryBytes / BLOCK_BYTES));
		this.unallocated = this.blocks;
		this.totalBytes = this.blocks * BLOCK_BYTES;
		this.frameMaxBytes = Math.floor(this.blocks / 2) * BLOCK_BYTES;
	}

	/**
	 * @param bytes from 1 on. What is longer than the whole pool makes it grow: a gap that an upload of
	 *   other software has left may force one chunk to be that long.
	 */
	async reserve(bytes: number, signal: AbortSignal): Promise<Blocks> {
		signal.throwIfAborted();
		const count = Math.ceil(bytes / BLOCK_BYTES);
		const lacking = Math.max(0, count - this.blocks);
		this.blocks += lacking;
		this.unallocated += lacking;
		const buffers = await new Promise<Uint8Array[]>((ready) => {
			this.waiting.push({ count, ready });
			this.serve();
		});
		return {
			buffers,
			release: () => {
				this.free.push(...buffers);
				this.serve();
			},
		};
	}

	private serve(): void {
		while (this.waiting.length > 0) {
			const { count, ready } = this.waiting[0];
			if (this.free.length + this.unallocated < count) return;
			this.waiting.shift();
			const fresh = Math.max(0, count - this.free.length);
			this.unallocated -= fresh;
			ready([
				// The blocks used last, as the processor still has them at hand.
				...this.free.splice(this.free.length - (count - fresh)),
				...Array.from({ length: fresh }, () => Buffer.allocUnsafeSlow(BLOCK_BYTES)),
			]);
		}
	}
}
