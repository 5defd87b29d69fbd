import { exactly, SourceError, type Pieces, type UploadSource } from './source';

/** Copies the pieces of a source into memory of other lengths, keeping what is left of a piece for the next. */
export class PieceReader {
	private iterator: AsyncIterator<Uint8Array>;
	private piece: Uint8Array = new Uint8Array(0);
	private rest = this.piece;
	/** Offset of the byte that comes next. */
	private at: number;

	/**
	 * @param source what it throws, and what {@link exactly} throws, comes out of every method
	 * @param from offset of the byte with which it begins
	 * @param signal ends the reading at once
	 * @param begin opens it at a byte, and checks that the pieces add up
	 */
	constructor(
		private readonly source: UploadSource,
		from: number,
		signal: AbortSignal,
		private readonly begin: (at: number) => Pieces = (at) => exactly(source, at, signal),
	) {
		this.at = from;
		this.iterator = this.openAt(this.at);
	}

	/** Writes the next bytes to the beginning of `target`, and returns how many: at least one. */
	async fill(target: Uint8Array): Promise<number> {
		return await this.take(target.byteLength, (bytes) => target.set(bytes));
	}

	/** Goes on behind the next bytes: a source that begins anywhere is opened there, any other one read over them. */
	async skip(bytes: number): Promise<void> {
		if (this.source.seeks && bytes > this.rest.byteLength) {
			await this.close();
			this.at += bytes;
			this.iterator = this.openAt(this.at);
			return;
		}
		for (let left = bytes; left > 0; ) left -= await this.take(left);
	}

	/** Reads on to the end, which lets whoever counts them compare. */
	async expectEnd(): Promise<void> {
		for (let done = false; !done; ) ({ done = false } = await this.iterator.next());
	}

	/** Closes the file. Whoever is waiting for bytes gets those that are there, and a SourceError for more. */
	async close(): Promise<void> {
		this.letGo();
		await this.iterator.return?.();
	}

	private openAt(at: number): AsyncIterator<Uint8Array> {
		return this.begin(at)[Symbol.asyncIterator]();
	}

	private async take(atMost: number, use?: (bytes: Uint8Array) => void): Promise<number> {
		while (this.rest.byteLength === 0) {
			const { done, value } = await this.iterator.next();
			// `exactly` throws before the bytes run out, so somebody has closed it meanwhile.
			if (done) throw new SourceError('The file was closed while it was being read');
			this.rest = this.piece = value;
		}
		const bytes = this.rest.subarray(0, atMost);
		use?.(bytes);
		const taken = bytes.byteLength;
		this.at += taken;
		this.rest = this.rest.subarray(taken);
		if (this.rest.byteLength === 0) this.letGo();
		return taken;
	}

	private letGo(): void {
		const { piece } = this;
		this.rest = this.piece = new Uint8Array(0);
		if (piece.byteLength > 0) this.source.discard?.(piece);
	}
}
