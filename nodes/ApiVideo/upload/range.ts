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
