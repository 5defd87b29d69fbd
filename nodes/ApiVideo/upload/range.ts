/** A range of bytes of a file, inclusive. */
export interface ByteRange {
	readonly from: number;
	readonly to: number;
}

/** One of a file of `total` bytes, as in `Content-Range`. */
export interface ContentRange extends ByteRange {
	readonly total: number;
}

/**
 * @returns the value of a `Content-Range` header: `bytes <from>-<to>/<total>`, the only form that
 *   both upload endpoints document (https://docs.api.video/vod/progressive-upload)
 */
export function contentRange({ from, to, total }: ContentRange): string {
	return `bytes ${from}-${to}/${total}`;
}

/** One of the numbered parts in which a file goes whose length is not known. */
export interface NumberedPart {
	/** From 1 on. */
	readonly number: number;
	/** How many there are; known of the last one alone. */
	readonly total?: number;
}

/**
 * @returns the value of a `Content-Range` header: `part <number>/<total>`, with `*` for a total that is not known;
 *   documented for `POST /videos/{videoId}/source` alone
 */
export function numberedPart({ number, total }: NumberedPart): string {
	return `part ${number}/${total ?? '*'}`;
}
