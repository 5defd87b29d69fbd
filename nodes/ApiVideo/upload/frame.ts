import type { Blocks } from './blocks';
import { untilDone } from './onAbort';
import type { Pieces } from './source';

/**
 * A chunk of the file in memory. It can be sent while it is still being read from the source: whoever
 * opens it gets the bytes as they come, and gets them again when the chunk has to be sent again.
 */
export class Frame {
	/** Resolved when somebody has opened the frame, or nobody will. */
	readonly taken: Promise<void>;
	private take: () => void = () => {};
	private readonly memory: readonly Uint8Array[];
	private filledBytes = 0;
	private filling = false;
	private released = false;
	private failure?: { readonly reason: unknown };
	private readonly waiting = new Set<() => void>();

	/**
	 * @param from offset of the first byte in the file
	 * @param length in bytes
	 * @param blocks memory for at least `length` bytes
	 */
	constructor(
		readonly from: number,
		readonly length: number,
		private readonly blocks: Blocks,
	) {
		this.memory = trim(blocks, length);
		this.taken = new Promise((resolve) => (this.take = resolve));
	}

	/**
	 * Fills the frame from its first byte to its last. What has been filled can be read at once.
	 *
	 * @param next writes the next bytes of the file to the beginning of what it is given, and returns
	 *   how many
	 * @param beforeLast is waited for before the last of the bytes can be read
	 * @throws what these throw. Reading the frame throws it, too: it is never read to its end then.
	 */
	async fill(
		next: (target: Uint8Array) => Promise<number>,
		beforeLast: () => Promise<void>,
	): Promise<void> {
		this.filling = true;
		const failed = async (reason: unknown) => {
			this.failure = { reason };
			return await Promise.reject(reason);
		};
		await this.fillMemory(next, beforeLast)
			.catch(failed)
			.finally(() => {
				this.filling = false;
				this.tell();
				if (this.released) this.blocks.release();
			});
	}

	/**
	 * The bytes from the first one, as often as asked, until released.
	 *
	 * @param signal ends the reading at once
	 */
	open(signal: AbortSignal): Pieces {
		this.take();
		return this.read(signal);
	}

	/** Gives the memory back, if need be once the frame is no longer being filled. To be called once. */
	release(): void {
		this.released = true;
		this.take();
		this.tell();
		if (!this.filling) this.blocks.release();
	}

	private async fillMemory(
		next: (target: Uint8Array) => Promise<number>,
		beforeLast: () => Promise<void>,
	): Promise<void> {
		for (const block of this.memory) {
			for (let at = 0; at < block.byteLength; ) {
				const bytes = await next(block.subarray(at));
				at += bytes;
				if (this.filledBytes + bytes === this.length) await beforeLast();
				this.filledBytes += bytes;
				this.tell();
			}
		}
	}

	private async *read(signal: AbortSignal): Pieces {
		let before = 0;
		for (const block of this.memory) {
			for (let at = 0; at < block.byteLength; ) {
				// The memory may hold other bytes by now. Nobody waits for this request any more.
				if (this.released) return;
				signal.throwIfAborted();
				const end = Math.min(this.filledBytes - before, block.byteLength);
				if (end > at) {
					yield block.subarray(at, end);
					at = end;
				} else {
					if (this.failure) throw this.failure.reason;
					await this.more(signal);
				}
			}
			before += block.byteLength;
		}
	}

	/** Waits until there are more bytes, or none will come. */
	private async more(signal: AbortSignal): Promise<void> {
		let takeBack = () => {};
		const begin = (wake: () => void) => {
			this.waiting.add(wake);
			takeBack = () => void this.waiting.delete(wake);
		};
		await untilDone(begin, signal).finally(() => takeBack());
	}

	private tell(): void {
		for (const wake of this.waiting) wake();
	}
}

function trim({ buffers }: Blocks, length: number): Uint8Array[] {
	let left = length;
	return buffers.map((buffer) => {
		const block = buffer.subarray(0, left);
		left -= block.byteLength;
		return block;
	});
}
