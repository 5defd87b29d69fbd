/** The bytes of a file in order, in pieces of any length. Ending the iteration early closes the file. */
export type Pieces = AsyncIterable<Uint8Array>;

/** A file to upload, wherever the host keeps it. */
export interface UploadSource {
	/** File name, any Unicode. An upload with a delegated token makes it the video's title. */
	readonly name: string;
	/** MIME type. */
	readonly type: string;
	/** Exact size in bytes, at least 1. */
	readonly size: number;
	/**
	 * Reads from the first byte. May be called as often as needed: a retry opens the file again.
	 *
	 * @param stop ends the reading at once, also one that hangs
	 * @throws SourceError, with the cause, when the file cannot be read. Whatever it throws comes out of
	 *   the engine as it is, so that the host's own words survive.
	 */
	open(stop?: AbortSignal): Pieces;
	/** Told of every piece whose bytes have been copied, so that its memory can be freed at once. */
	discard?(piece: Uint8Array): void;
}

/**
 * The file did not hold as many bytes as it said, or could not be read. Its message is for people; what
 * the host was told is its `cause`, for a log.
 */
export class SourceError extends Error {}

/**
 * Hands the pieces on and checks that they add up.
 *
 * @param pieces what the host reads
 * @param size the announced size in bytes
 * @throws SourceError when the file ends early or goes on beyond `size`; and whatever `pieces` throw
 */
export async function* exactly(pieces: Pieces, size: number): Pieces {
	let seen = 0;
	const iterator = pieces[Symbol.asyncIterator]();
	try {
		for (;;) {
			const { done, value } = await iterator.next();
			if (done) break;
			seen += value.byteLength;
			if (seen > size) throw new SourceError(`The file is larger than its stated ${size} bytes`);
			yield value;
		}
		if (seen < size) {
			throw new SourceError(`The file ended after ${seen} of its stated ${size} bytes`);
		}
	} finally {
		await iterator.return?.();
	}
}
