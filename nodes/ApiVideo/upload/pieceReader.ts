import { exactly, type UploadSource } from './source';

/** Copies the pieces of a source into memory of other lengths, keeping what is left of a piece for the next. */
export class PieceReader {
	private readonly iterator: AsyncIterator<Uint8Array>;
	private piece: Uint8Array = new Uint8Array(0);
	private rest = this.piece;

	/**
	 * @param source opened once; what it throws, and what {@link exactly} throws, comes out of every method
	 * @param from offset of the byte with which it begins
	 * @param signal ends the reading at once
	 */
	constructor(
		private readonly source: UploadSource,
		from: number,
		signal: AbortSignal,
	) {
		this.iterator = exactly(source, from, signal)[Symbol.asyncIterator]();
	}

	/** Writes the next bytes to the beginning of `target`, and returns how many: at least one. */
	async fill(target: Uint8Array): Promise<number> {
		return await this.take(target.byteLength, (bytes) => target.set(bytes));
	}

	/** Reads over the next bytes: no host can skip them. */
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
	private async take(atMost: number, use?: (bytes: Uint8Array) => void): Promise<number> {
		while (this.rest.byteLength === 0) {
			const { value } = await this.iterator.next();
			this.rest = this.piece = (value as Uint8Array | undefined) ?? this.piece;
		}
		const bytes = this.rest.subarray(0, atMost);
		use?.(bytes);
		const taken = bytes.byteLength;
		this.rest = this.rest.subarray(taken);
		if (this.rest.byteLength === 0) this.source.discard?.(this.piece);
		return taken;
	}
}
