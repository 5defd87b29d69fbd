import { exactly, type UploadSource } from './source';

/** A stretch of the file held in memory. */
export interface Frame {
	/** Offset of the first byte in the file. */
	readonly from: number;
	readonly bytes: Uint8Array;
}

/**
 * Cuts a source into frames of equal length (the last one may be shorter), whatever pieces the host
 * hands out. Two buffers take turns: while one frame is being sent the next one is being read, so
 * memory is twice the frame length, whatever the size of the file. A frame's bytes are valid until
 * the frame after it has been asked for.
 *
 * @param source read once, from start to end
 * @param frameBytes length of a frame in bytes, at least 1
 * @throws SourceError from {@link exactly}; always before the last frame is handed out, so that a
 *   file of the wrong size is never completed
 */
export async function* frames(source: UploadSource, frameBytes: number): AsyncGenerator<Frame> {
	const pieces = new PieceReader(exactly(source.open(), source.size)[Symbol.asyncIterator]());
	const buffers = [Buffer.allocUnsafeSlow(Math.min(frameBytes, source.size))];
	let next = readFrame(pieces, buffers[0], 0, source.size);
	try {
		for (let turn = 1; ; turn++) {
			const frame = await next;
			const from = frame.from + frame.bytes.byteLength;
			if (from === source.size) {
				yield frame;
				return;
			}
			buffers[turn % 2] ??= Buffer.allocUnsafeSlow(Math.min(frameBytes, source.size));
			next = readFrame(pieces, buffers[turn % 2], from, source.size);
			// The frame being read ahead may fail while the current one is still being sent; the
			// failure is reported when its turn comes.
			next.catch(() => undefined);
			yield frame;
		}
	} finally {
		await next.catch(() => undefined);
		await pieces.close();
	}
}

async function readFrame(
	pieces: PieceReader,
	buffer: Buffer,
	from: number,
	size: number,
): Promise<Frame> {
	const length = Math.min(buffer.byteLength, size - from);
	const bytes = buffer.subarray(0, length);
	await pieces.fill(bytes);
	if (from + length === size) await pieces.expectEnd();
	return { from, bytes };
}

/** Copies pieces into buffers of other lengths, keeping what is left of a piece for the next buffer. */
class PieceReader {
	private rest: Uint8Array = new Uint8Array(0);

	constructor(private readonly iterator: AsyncIterator<Uint8Array>) {}

	async fill(target: Uint8Array): Promise<void> {
		let filled = 0;
		while (filled < target.byteLength) {
			if (this.rest.byteLength === 0) {
				const { done, value } = await this.iterator.next();
				if (done) return;
				this.rest = value;
			}
			const part = this.rest.subarray(0, target.byteLength - filled);
			target.set(part, filled);
			filled += part.byteLength;
			this.rest = this.rest.subarray(part.byteLength);
		}
	}

	/** Reads on to the end, which lets {@link exactly} compare the sizes. */
	async expectEnd(): Promise<void> {
		for (;;) {
			const { done } = await this.iterator.next();
			if (done) return;
		}
	}

	async close(): Promise<void> {
		await this.iterator.return?.();
	}
}
