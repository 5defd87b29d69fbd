import { SourceError, type Pieces, type UploadSource } from './source';

/** Copies the pieces of a source into memory of other lengths, keeping what is left of a piece for the next. */
export class PieceReader {
	private iterator: AsyncIterator<Uint8Array>;
	private piece: Uint8Array = new Uint8Array(0);
	private rest = this.piece;
	private closed = false;

	/**
	 * @param source whose pieces these are
	 * @param at offset of the byte with which it begins, then of the one that comes next
	 * @param begin opens it at a byte; what it throws, and its pieces throw, comes out of every method. Where the
	 *   length of the file is known, it throws as well when the pieces do not add up to it.
	 */
	constructor(
		private readonly source: Pick<UploadSource, 'seeks' | 'discard'>,
		private at: number,
		private readonly begin: (at: number) => Pieces,
	) {
		this.iterator = this.openAt(this.at);
	}

	/**
	 * @returns whether there is a further byte; the next one is fetched for that
	 * @throws SourceError when somebody has closed it, as nobody knows then
	 */
	async hasMore(): Promise<boolean> {
		while (this.rest.byteLength === 0) {
			const { done, value } = await this.iterator.next();
			if (done && this.closed) throw closedMeanwhile();
			if (done) return false;
			this.rest = this.piece = value;
		}
		return true;
	}

	/** Writes the next bytes to the beginning of `target`, and returns how many: at least one. */
	async fill(target: Uint8Array): Promise<number> {
		return await this.take(target.byteLength, (bytes) => target.set(bytes));
	}

	/** Goes on behind the next bytes: a source that begins anywhere is opened there, any other one read over them. */
	async skip(bytes: number): Promise<void> {
		if (this.source.seeks && bytes > this.rest.byteLength) {
			await this.leave();
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
		this.closed = true;
		await this.leave();
	}

	private async leave(): Promise<void> {
		this.letGo();
		await this.iterator.return?.();
	}

	private openAt(at: number): AsyncIterator<Uint8Array> {
		return this.begin(at)[Symbol.asyncIterator]();
	}

	private async take(atMost: number, use?: (bytes: Uint8Array) => void): Promise<number> {
		// Whoever knows the length asks for no byte behind the end, so somebody has closed it meanwhile.
		if (!(await this.hasMore())) throw closedMeanwhile();
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

function closedMeanwhile(): SourceError {
	return new SourceError('The file was closed while it was being read');
}
