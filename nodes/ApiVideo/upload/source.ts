import type { ByteRange } from './range';

/** The bytes of a file in order, in pieces of any length. Ending the iteration early closes the file. */
export type Pieces = AsyncIterable<Uint8Array>;

/** A file of which several ranges can be read at the same time, each by a request of its own. */
export interface RangeReading {
	/** How many readings the host wants under way now, at least 1; it may change with each reading. */
	parallel(): number;
	/**
	 * Reads a range, whole, and nothing else. Breaks are mended by the host, which reads on at the byte that
	 * comes next; it checks as well that every range is one of the same file, as large as it said.
	 *
	 * @param range of the file, not empty
	 * @param signal ends the reading at once, also one that hangs
	 * @throws what {@link UploadSource.open} throws
	 */
	read(range: ByteRange, signal: AbortSignal): Pieces;
}

/** What tells a version of a file from others of the same size; what the host does not know is absent. */
export interface FileVersion {
	/** Another one where a single byte is another; of any form. */
	readonly tag?: string;
	/** When the file was changed last, in seconds since 1970. */
	readonly modifiedAt?: number;
}

/** What is known of any file to upload. */
interface AnyFile {
	/** File name, any Unicode. An upload with a delegated token makes it the video's title. */
	readonly name: string;
	/** MIME type. */
	readonly type: string;
	/** Absent: nobody can tell one version of it from another without reading it. */
	readonly version?: FileVersion;
	/** What people can do where it cannot be read, in full sentences. For the host's words alone. */
	readonly ifUnreadable?: string;
	/** Told of every piece whose bytes have been copied, so that its memory can be freed at once. */
	discard?(piece: Uint8Array): void;
}

/** A file to upload, wherever the host keeps it. */
export interface UploadSource extends AnyFile {
	/** Exact size in bytes, at least 1. */
	readonly size: number;
	/** Whether it begins anywhere at next to no cost. Where neither this nor `ranges` is there, what is before is read over. */
	readonly seeks?: boolean;
	/**
	 * Reads from a byte on. May be called as often as needed, also several times at once, for different
	 * bytes or the same: no reading may disturb another.
	 *
	 * @param from offset of the byte, less than `size`; a host that reads from the start only skips what is
	 *   before it
	 * @param signal ends the reading at once, also one that hangs
	 * @param wantedBytes how many of the bytes that follow are likely to be read, so that the host can choose its
	 *   pieces; all of them unless given. Not a limit.
	 * @throws SourceError, with the cause, when the file cannot be read. Whatever it throws comes out of
	 *   the engine as it is, so that the host's own words survive.
	 */
	open(from: number, signal: AbortSignal, wantedBytes?: number): Pieces;
	/** Absent: it is read in order, by one reading. */
	readonly ranges?: RangeReading;
}

/** A file whose length nobody tells before its end. It is read once, from its beginning. */
export interface SourceWithoutLength extends AnyFile {
	/** Tells it from an {@link UploadSource}. */
	readonly size?: undefined;
	/** Its first bytes: all that is known of it before it is read. */
	readonly beginning: Uint8Array;
	/**
	 * Reads all of it. It ends well at the end of the file alone: whatever cuts it short is thrown.
	 *
	 * @param signal ends the reading at once, also one that hangs
	 * @throws what {@link UploadSource.open} throws
	 */
	open(signal: AbortSignal): Pieces;
}

/** A file of which the length is known, or not. */
export type AnySource = UploadSource | SourceWithoutLength;

/**
 * The file did not hold as many bytes as it said, or could not be read. Its message is for people; what
 * the host was told is its `cause`, for a log.
 */
export class SourceError extends Error {}

/**
 * Reads a file from a byte on, and checks that its pieces add up.
 *
 * @param from offset of the byte
 * @param signal ends the reading at once
 * @param wantedBytes see {@link UploadSource.open}
 * @throws SourceError when the file ends early or goes on beyond its size; and whatever its pieces throw
 */
export function exactly(
	source: UploadSource,
	from: number,
	signal: AbortSignal,
	wantedBytes?: number,
): Pieces {
	const { size } = source;
	const begin = () => source.open(from, signal, wantedBytes);
	return counted(begin, source, size - from, {
		more: () => `The file is larger than its stated ${size} bytes`,
		fewer: (seen) => `The file ended after ${from + seen} of its stated ${size} bytes`,
	});
}

/**
 * Reads a range of a file, and checks that it is as long as was asked for.
 *
 * @param ranges of the source
 * @param signal ends the reading at once
 * @throws SourceError when it brings fewer bytes, or more; and whatever its pieces throw
 */
export function exactlyRange(
	source: UploadSource,
	ranges: RangeReading,
	range: ByteRange,
	signal: AbortSignal,
): Pieces {
	const length = range.to - range.from + 1;
	const wanted = `${length} bytes of the file were asked for, from byte ${range.from} on`;
	return counted(() => ranges.read(range, signal), source, length, {
		more: () => `${wanted}, and more came`,
		fewer: (seen) => `${wanted}, and ${seen} came`,
	});
}

async function* counted(
	begin: () => Pieces,
	source: UploadSource,
	length: number,
	unlike: { more(): string; fewer(seen: number): string },
): Pieces {
	let seen = 0;
	for await (const piece of begin()) {
		seen += piece.byteLength;
		if (seen > length) {
			source.discard?.(piece);
			throw new SourceError(unlike.more());
		}
		yield piece;
	}
	if (seen < length) throw new SourceError(unlike.fewer(seen));
}

/**
 * Leaves the first bytes out, for hosts that can only read from the start.
 *
 * @param bytes how many, from 0 on
 * @param discard told of every piece that is left out as a whole
 */
export async function* without(
	pieces: Pieces,
	bytes: number,
	discard: (piece: Uint8Array) => void,
): Pieces {
	let left = bytes;
	for await (const piece of pieces) {
		const { byteLength } = piece;
		if (left >= byteLength) discard(piece);
		else yield left === 0 ? piece : piece.subarray(left);
		left = Math.max(0, left - byteLength);
	}
}
