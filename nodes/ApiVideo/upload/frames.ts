import type { BlockPool, Blocks } from './blocks';
import { chunkLength, type Stretch } from './plan';
import { exactly, type Pieces, type UploadSource } from './source';

/** A chunk of the file held in memory. Whoever takes it releases it. */
export interface Frame {
	/** Offset of the first byte in the file. */
	readonly from: number;
	readonly length: number;
	/** The bytes from the first one, as often as asked, until released. */
	open(): Pieces;
	release(): void;
}

/**
 * Reads a source once, in order, and cuts the wanted stretches of it into frames, whatever pieces the
 * host hands out. What lies between the stretches is read and dropped: no host can skip it.
 *
 * @param stretches in order, not touching
 * @param wantedBytes asked before each frame: how long it should be, given how many bytes follow
 * @param stop ends the reading at once
 * @throws SourceError from {@link exactly}; always before the last frame is handed out, so that a
 *   file of the wrong size is never completed
 */
export async function* frames(
	source: UploadSource,
	stretches: readonly Stretch[],
	pool: BlockPool,
	wantedBytes: (bytesLeft: number) => number,
	stop?: AbortSignal,
): AsyncGenerator<Frame> {
	const pieces = new PieceReader(source, stop);
	let at = 0;
	try {
		for (const { from, to } of stretches) {
			await pieces.skip(from - at);
			for (at = from; at <= to; ) {
				const wanted = Math.min(wantedBytes(source.size - at), pool.frameMaxBytes);
				const length = chunkLength({ from: at, to }, source.size, wanted);
				const frame = await readFrame(pieces, pool, at, length);
				at += length;
				if (at === source.size) await pieces.expectEnd().catch(giveBack(frame));
				yield frame;
			}
		}
	} finally {
		await pieces.close();
	}
}

async function readFrame(
	pieces: PieceReader,
	pool: BlockPool,
	from: number,
	length: number,
): Promise<Frame> {
	const blocks = await pool.reserve(length);
	const parts = trim(blocks, length);
	const frame: Frame = {
		from,
		length,
		async *open() {
			yield* parts;
		},
		release: () => blocks.release(),
	};
	for (const part of parts) await pieces.fill(part).catch(giveBack(frame));
	return frame;
}

function giveBack(frame: Frame): (reason: unknown) => Promise<never> {
	return async (reason) => {
		frame.release();
		return await Promise.reject(reason);
	};
}

function trim({ buffers }: Blocks, length: number): Uint8Array[] {
	let left = length;
	return buffers.map((buffer) => {
		const part = buffer.subarray(0, left);
		left -= part.byteLength;
		return part;
	});
}

/** Copies pieces into buffers of other lengths, keeping what is left of a piece for the next buffer. */
class PieceReader {
	private readonly iterator: AsyncIterator<Uint8Array>;
	private piece: Uint8Array = new Uint8Array(0);
	private rest = this.piece;

	constructor(
		private readonly source: UploadSource,
		stop?: AbortSignal,
	) {
		this.iterator = exactly(source.open(stop), source.size)[Symbol.asyncIterator]();
	}

	async fill(target: Uint8Array): Promise<void> {
		let filled = 0;
		while (filled < target.byteLength) {
			filled += await this.take(target.byteLength - filled, (part) => target.set(part, filled));
		}
	}

	async skip(bytes: number): Promise<void> {
		for (let left = bytes; left > 0; ) left -= await this.take(left);
	}

	/** Reads on to the end, which lets {@link exactly} compare the sizes. */
	async expectEnd(): Promise<void> {
		for (let done = false; !done; ) ({ done = false } = await this.iterator.next());
	}

	async close(): Promise<void> {
		await this.iterator.return?.();
	}

	/** `exactly` throws before the bytes run out, so there is always something to take. */
	private async take(atMost: number, use?: (part: Uint8Array) => void): Promise<number> {
		while (this.rest.byteLength === 0) {
			const { value } = await this.iterator.next();
			this.rest = this.piece = (value as Uint8Array | undefined) ?? this.piece;
		}
		const part = this.rest.subarray(0, atMost);
		use?.(part);
		const taken = part.byteLength;
		this.rest = this.rest.subarray(taken);
		if (this.rest.byteLength === 0) this.source.discard?.(this.piece);
		return taken;
	}
}
