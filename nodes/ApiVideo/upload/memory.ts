import type { BlockPool, Blocks, HandedOut } from './blocks';
import { BLOCK_BYTES, MEMORY_MIN_BYTES } from './limits';

/** @returns the memory, in bytes, that holds so many chunks of so many bytes each */
export function memoryForChunks(count: number, chunkBytes: number): number {
	return count * blocksFor(chunkBytes) * BLOCK_BYTES;
}

/** What one execution may have of a {@link BlockPool}, for all accounts that it uploads to. */
export class Ceiling {
	/** Most blocks at the same time. */
	blocks: number;

	/** @param memoryBytes at least 16 MiB are used, whatever it says */
	constructor(
		readonly pool: BlockPool,
		memoryBytes: number,
	) {
		this.blocks = Math.floor(Math.max(MEMORY_MIN_BYTES, memoryBytes) / BLOCK_BYTES);
	}

	/** @param account that is uploaded to; none keeps another one from its first 16 MiB for long */
	memory(account: string): Memory {
		return new Memory(this, account);
	}

	/** In blocks, of those that were handed out. */
	get used(): number {
		return this.pool.usedBy(this);
	}

	hasRoomFor(count: number): boolean {
		return this.used + count <= this.blocks;
	}

	/** Gives the ceiling back; frames that are still out are handed back as ever. */
	leave(): void {
		this.pool.leave(this);
	}
}

/** The memory of an execution's uploads to one account. */
export class Memory {
	constructor(
		readonly ceiling: Ceiling,
		readonly account: string,
	) {}

	/** All that the execution may have, in bytes: what is needed for a frame as long as was asked for. */
	get totalBytes(): number {
		return this.ceiling.blocks * BLOCK_BYTES;
	}

	/** Most bytes of any other frame: half of it, so that several are on their way. */
	get frameMaxBytes(): number {
		return Math.floor(this.ceiling.blocks / 2) * BLOCK_BYTES;
	}

	/**
	 * @param bytes wanted, from 1 on. What is longer than the ceiling raises it: a gap that an upload of other
	 *   software has left may force one chunk to be that long.
	 * @param signal ends the wait at once
	 * @param leastBytes how many will do, where others hold on to their memory for long; not more than are wanted
	 * @throws the signal's reason
	 */
	async reserve(bytes: number, signal: AbortSignal, leastBytes = bytes): Promise<Blocks> {
		const { ceiling } = this;
		const [wanted, least] = [blocksFor(bytes), blocksFor(leastBytes)];
		ceiling.blocks = Math.max(ceiling.blocks, wanted);
		const handedOut = await ceiling.pool.wait(this, wanted, least, signal);
		return this.blocks(handedOut, handedOut.holding.count < wanted ? leastBytes : bytes);
	}

	/**
	 * Memory that is to be had at once.
	 *
	 * @param bytes wanted, from 1 on
	 * @returns undefined where somebody waits for memory, or there is not as much
	 */
	spare(bytes: number): Blocks | undefined {
		const handedOut = this.ceiling.pool.spare(this, blocksFor(bytes));
		return handedOut && this.blocks(handedOut, bytes);
	}

	private blocks(handedOut: HandedOut, bytes: number): Blocks {
		const { pool } = this.ceiling;
		return {
			buffers: handedOut.buffers,
			bytes,
			waits: (by) => pool.waits(handedOut, by),
			release: () => pool.giveBack(handedOut),
		};
	}
}

function blocksFor(bytes: number): number {
	return Math.ceil(bytes / BLOCK_BYTES);
}
