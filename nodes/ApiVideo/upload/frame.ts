import type { Blocks } from './blocks';
import { untilDone } from './onAbort';
import type { Pieces } from './source';

/** A stretch of a frame: bytes beside each other that one reading fills, in order. */
interface Stretch {
	/** In bytes. */
	readonly length: number;
	filledBytes: number;
}

/**
 * A chunk of the file in memory. It can be sent while it is still being read from the source: whoever
 * opens it gets the bytes as they come, and gets them again when the chunk has to be sent again. One reading
 * fills all of it, or several fill a stretch each; what can be read is the beginning without a hole.
 */
export class Frame {
	/** Resolved when somebody has opened the frame, or nobody will. */
	readonly taken: Promise<void>;
	private take: () => void = () => {};
	private readonly memory: readonly Uint8Array[];
	/** In the order of their bytes. */
	private readonly stretches: Stretch[] = [];
	private fillings = 0;
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
	 * One whose bytes have been read already.
	 *
	 * @param blocks hold them
	 */
	static filled(from: number, length: number, blocks: Blocks): Frame {
		const frame = new Frame(from, length, blocks);
		frame.stretches.push({ length, filledBytes: length });
		return frame;
	}

	/** Whether it was released, so that nobody wants the rest. */
	get isReleased(): boolean {
		return this.released;
	}

	/** How many bytes, counted from the first one, are filled or being filled. */
	get begunBytes(): number {
		return this.stretches.reduce((sum, { length }) => sum + length, 0);
	}

	/**
	 * Fills the first bytes that nobody fills yet, in order. What has been filled can be read at once, if
	 * nothing before it is missing. Not to be called once it is released.
	 *
	 * @param length in bytes, at most what is left
	 * @param next writes the next bytes of the stretch to the beginning of what it is given, and returns
	 *   how many
	 * @param beforeLast is waited for before the last of the bytes can be read
	 * @throws what these throw. Reading the frame throws it, too: it is never read to its end then.
	 */
	async fill(
		length: number,
		next: (target: Uint8Array) => Promise<number>,
		beforeLast: () => Promise<void>,
	): Promise<void> {
		const from = this.begunBytes;
		const stretch: Stretch = { length, filledBytes: 0 };
		this.stretches.push(stretch);
		this.fillings++;
		const failed = async (reason: unknown) => {
			this.failure ??= { reason };
			return await Promise.reject(reason);
		};
		await this.fillStretch(from, stretch, next, beforeLast)
			.catch(failed)
			.finally(() => {
				this.fillings--;
				this.tell();
				if (this.released) this.giveBack();
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

	/**
	 * Waits for the first bytes.
	 *
	 * @param signal ends the wait at once
	 * @throws what kept it from being filled
	 */
	async firstBytes(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		while (this.readableBytes === 0 && !this.released) {
			if (this.failure) throw this.failure.reason;
			await this.more(signal);
		}
	}

	/** Gives the memory back: at once, or when the readings that still fill the frame have ended. To be called once. */
	release(): void {
		this.released = true;
		this.take();
		this.tell();
		this.giveBack();
	}

	/** How many bytes can be read: from the first one to the first that is missing. */
	private get readableBytes(): number {
		let bytes = 0;
		for (const { length, filledBytes } of this.stretches) {
			bytes += filledBytes;
			if (filledBytes < length) break;
		}
		return bytes;
	}

	private giveBack(): void {
		if (this.fillings === 0) this.blocks.release();
	}

	private async fillStretch(
		from: number,
		stretch: Stretch,
		next: (target: Uint8Array) => Promise<number>,
		beforeLast: () => Promise<void>,
	): Promise<void> {
		const { length } = stretch;
		while (stretch.filledBytes < length) {
			const target = this.memoryAt(from + stretch.filledBytes, from + length);
			const bytes = await this.fromSource(next(target));
			if (stretch.filledBytes + bytes === length) await this.fromSource(beforeLast());
			stretch.filledBytes += bytes;
			this.tell();
		}
	}

	/** Tells who has lent the memory for how long the source hands out nothing. */
	private async fromSource<T>(answer: Promise<T>): Promise<T> {
		this.blocks.waits(1);
		return await answer.finally(() => this.blocks.waits(-1));
	}

	private async *read(signal: AbortSignal): Pieces {
		for (let at = 0; at < this.length; ) {
			// After the release the memory may hold bytes of another frame. The request that reads here has ended.
			if (this.released) return;
			signal.throwIfAborted();
			const end = this.readableBytes;
			if (end > at) {
				const piece = this.memoryAt(at, end);
				yield piece;
				at += piece.byteLength;
			} else {
				if (this.failure) throw this.failure.reason;
				await this.more(signal);
			}
		}
	}

	/** @returns the bytes from one offset to before another, as far as they lie in the same block */
	private memoryAt(from: number, end: number): Uint8Array {
		let before = 0;
		for (const block of this.memory) {
			if (from < before + block.byteLength) return block.subarray(from - before, end - before);
			before += block.byteLength;
		}
		throw new RangeError('There are no such bytes in the frame');
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
