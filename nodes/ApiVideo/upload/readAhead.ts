import type { Blocks } from './blocks';
import type { Frame } from './frame';
import { frames } from './frames';
import { CHUNK_START_BYTES, MIB } from './limits';
import type { Memory } from './memory';
import { untilDone } from './onAbort';
import type { ByteRange } from './range';
import type { Pieces, UploadSource } from './source';

/**
 * Lets one request be filled by several readings, in up to half of an execution's memory, which it has from before
 * its first try to its end: a request that has its place never waits for memory.
 *
 * @param signal ends the wait for the memory
 * @param send given what opens the file, as often as needed
 */
export async function withReadAhead<T>(
	source: UploadSource,
	memory: Memory,
	signal: AbortSignal,
	send: (open: (until: AbortSignal) => Pieces) => Promise<T>,
): Promise<T> {
	const wanted = Math.min(source.size, memory.frameMaxBytes);
	const least = Math.min(wanted, CHUNK_START_BYTES);
	const blocks = await memory.reserve(wanted, signal, least);
	const ahead = new ReadAhead(source, blocks);
	try {
		return await send((until) => ahead.open(until));
	} finally {
		await ahead.close();
		blocks.release();
	}
}

/**
 * Reads a file ahead of the one request that carries it: several ranges at the same time, each into a block of its
 * own, handed out in order. A block is filled anew once its bytes have been handed out. Only one reading of the file
 * at a time has the blocks: whoever opens the file ends the one before.
 */
export class ReadAhead {
	private last?: Opened;

	/** @param blocks where the bytes go, to be kept until this is closed */
	constructor(
		private readonly source: UploadSource,
		private readonly blocks: Blocks,
	) {}

	/**
	 * The whole file, from its beginning.
	 *
	 * @param signal ends the reading at once
	 * @throws SourceError and whatever the source throws, as soon as one of the readings does
	 */
	async *open(signal: AbortSignal): Pieces {
		while (this.last) await this.close();
		signal.throwIfAborted();
		const opened = (this.last = new Opened(this.source, this.blocks, signal));
		try {
			yield* opened.pieces();
		} finally {
			await opened.end();
		}
	}

	/** Ends the reading, and waits until nobody writes into the blocks any more. */
	async close(): Promise<void> {
		const { last } = this;
		await last?.end();
		if (this.last === last) this.last = undefined;
	}
}

/** One reading of the whole file. */
class Opened {
	private readonly stop = new AbortController();
	private readonly signal: AbortSignal;
	private readonly frames: AsyncGenerator<Frame>;
	/** The frames that were asked for. Asking for one lets the readings fill one more block. */
	private readonly asked: Array<Promise<IteratorResult<Frame>>> = [];

	constructor(source: UploadSource, blocks: Blocks, signal: AbortSignal) {
		const { buffers } = blocks;
		this.signal = AbortSignal.any([signal, this.stop.signal]);
		const whole = [{ from: 0, to: source.size - 1 }];
		const ring = new Ring(blocks);
		const nextLength = ({ from, to }: ByteRange) => {
			const length = Math.min(buffers[0].byteLength, to + 1 - from);
			return { wanted: length, least: length };
		};
		this.frames = frames(source, whole, ring, nextLength, this.signal);
		// One more than can be handed out: it tells at once when a reading fails.
		for (let ask = 0; ask <= buffers.length; ask++) this.ask();
	}

	async *pieces(): Pieces {
		for (;;) {
			const next = await this.asked.shift();
			if (next === undefined || next.done) return;
			const frame = next.value;
			for await (const piece of frame.open(this.signal)) yield* this.copiesOf(piece);
			frame.release();
			this.ask();
		}
	}

	async end(): Promise<void> {
		this.stop.abort();
		await this.frames.return(undefined);
	}

	/**
	 * Hands out a copy: the connection may still hold a piece when it asks for the next one, and the block is filled
	 * anew then.
	 */
	private *copiesOf(piece: Uint8Array): Generator<Uint8Array> {
		for (let at = 0; at < piece.byteLength; at += MIB) {
			this.signal.throwIfAborted();
			yield new Uint8Array(piece.subarray(at, at + MIB));
		}
	}

	private ask(): void {
		const next = this.frames.next();
		next.catch((reason: unknown) => this.stop.abort(reason));
		this.asked.push(next);
	}
}

/** Hands out the same blocks again and again, to one who waits. */
class Ring {
	private readonly free: Uint8Array[];
	private wake: () => void = () => {};

	constructor(private readonly blocks: Blocks) {
		this.free = [...blocks.buffers];
	}

	/** @throws the signal's reason */
	async reserve(bytes: number, signal: AbortSignal): Promise<Blocks> {
		for (;;) {
			signal.throwIfAborted();
			const block = this.free.shift();
			const waits = (by: 1 | -1) => this.blocks.waits(by);
			if (block) return { buffers: [block], bytes, waits, release: () => this.giveBack(block) };
			await untilDone((wake) => (this.wake = wake), signal);
		}
	}

	private giveBack(block: Uint8Array): void {
		this.free.push(block);
		this.wake();
	}
}
