import { BLOCK_BYTES } from './limits';
import { onAbort } from './onAbort';
import { Turns } from './turns';

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

/** A frame that waits for its memory. */
interface Waiting {
	readonly memory: Memory;
	readonly count: number;
	readonly ready: (buffers: Uint8Array[]) => void;
}

/**
 * All the memory that the process uses for the contents of files, in blocks of 4 MiB that are allocated once
 * and used over and over. It is as large as the largest of the ceilings of those who use it, and is freed when
 * nobody does. A frame gets all its blocks at once or waits its turn, so that frames that are half full never
 * wait for each other.
 */
export class BlockPool {
	private readonly free: Uint8Array[] = [];
	private readonly users = new Set<Memory>();
	private readonly turns = new Turns<Waiting>();
	private allocated = 0;

	/**
	 * @param memoryBytes most bytes that the new user may have; at least 16 MiB are used, whatever it says: two
	 *   chunks of the shortest kind
	 */
	join(memoryBytes: number): Memory {
		const memory = new Memory(this, Math.max(4, Math.floor(memoryBytes / BLOCK_BYTES)));
		this.users.add(memory);
		this.serve();
		return memory;
	}

	/** @internal for {@link Memory} */
	leave(memory: Memory): void {
		this.users.delete(memory);
		this.shrink();
	}

	/**
	 * @internal for {@link Memory}
	 * @throws the signal's reason
	 */
	async wait(memory: Memory, count: number, signal: AbortSignal): Promise<Uint8Array[]> {
		signal.throwIfAborted();
		let takeBack = () => {};
		try {
			return await new Promise<Uint8Array[]>((ready, reject) => {
				const entry: Waiting = { memory, count, ready };
				this.turns.add(memory, entry);
				takeBack = onAbort(signal, () => {
					this.turns.remove(memory, entry);
					// Somebody behind it may need less.
					this.serve();
					reject(signal.reason);
				});
				this.serve();
			});
		} finally {
			takeBack();
		}
	}

	/** @internal for {@link Memory} */
	giveBack(buffers: readonly Uint8Array[]): void {
		this.free.push(...buffers);
		this.shrink();
		this.serve();
	}

	/** In blocks. */
	private get size(): number {
		return Math.max(0, ...[...this.users].map(({ ceiling }) => ceiling));
	}

	/** In blocks. */
	private get inUse(): number {
		return this.allocated - this.free.length;
	}

	/** Whoever waits has turned its ceiling down by what it uses; nobody else is held up by that. */
	private serve(): void {
		for (;;) {
			const next = this.turns.next(({ memory, count }) => memory.hasRoomFor(count));
			if (next === undefined || this.inUse + next.count > this.size) return;
			this.turns.take(next.memory, next);
			next.memory.used += next.count;
			next.ready(this.take(next.count));
		}
	}

	private take(count: number): Uint8Array[] {
		const fresh = Math.max(0, count - this.free.length);
		this.allocated += fresh;
		return [
			// The blocks used last, as the processor still has them at hand.
			...this.free.splice(this.free.length - (count - fresh)),
			...Array.from({ length: fresh }, () => Buffer.allocUnsafeSlow(BLOCK_BYTES)),
		];
	}

	private shrink(): void {
		const surplus = Math.min(this.free.length, Math.max(0, this.allocated - this.size));
		this.free.splice(0, surplus);
		this.allocated -= surplus;
	}
}

/** What one execution may have of a {@link BlockPool}. */
export class Memory {
	/** In blocks, of those that were handed out. */
	used = 0;

	/** @param ceiling most blocks at the same time */
	constructor(
		private readonly pool: BlockPool,
		public ceiling: number,
	) {}

	/** All there is, in bytes: what is needed for a frame as long as was asked for. */
	get totalBytes(): number {
		return this.ceiling * BLOCK_BYTES;
	}

	/** Most bytes of any other frame: half of it, so that several are on their way. */
	get frameMaxBytes(): number {
		return Math.floor(this.ceiling / 2) * BLOCK_BYTES;
	}

	hasRoomFor(count: number): boolean {
		return this.used + count <= this.ceiling;
	}

	/**
	 * @param bytes from 1 on. What is longer than the ceiling raises it: a gap that an upload of other software
	 *   has left may force one chunk to be that long.
	 * @param signal ends the wait at once
	 * @throws the signal's reason
	 */
	async reserve(bytes: number, signal: AbortSignal): Promise<Blocks> {
		const count = Math.ceil(bytes / BLOCK_BYTES);
		this.ceiling = Math.max(this.ceiling, count);
		const buffers = await this.pool.wait(this, count, signal);
		return {
			buffers,
			release: () => {
				this.used -= count;
				this.pool.giveBack(buffers);
			},
		};
	}

	/** Gives the ceiling back; frames that are still out are handed back as ever. */
	leave(): void {
		this.pool.leave(this);
	}
}
