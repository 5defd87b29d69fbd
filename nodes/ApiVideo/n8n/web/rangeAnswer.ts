import type { ByteRange } from '../../upload';

/** What a `Content-Range` header says: `bytes <from>-<to>/<total>`, RFC 9110, section 14.4. */
export interface AnsweredRange extends ByteRange {
	/** Size of the file in bytes; undefined where the server does not say. */
	readonly total?: number;
}

/** @returns which bytes an answer brings; undefined for what is no range of bytes that can be */
export function readContentRange(header = ''): AnsweredRange | undefined {
	const [, first, last, size] = /^bytes\s+(\d+)-(\d+)\/(\d+|\*)$/i.exec(header.trim()) ?? [];
	if (first === undefined) return undefined;
	const range = { from: Number(first), to: Number(last) };
	const total = size === '*' ? undefined : Number(size);
	return range.from <= range.to && range.to < (total ?? Infinity) ? { ...range, total } : undefined;
}

/** @returns the size in bytes that a refusal of a range (416) names; undefined where it names none */
export function readUnsatisfied(header = ''): number | undefined {
	const [, size] = /^bytes\s+\*\/(\d+)$/i.exec(header.trim()) ?? [];
	return size === undefined ? undefined : Number(size);
}

/** @returns how many bytes the body has by its header; undefined where the server does not say */
export function readContentLength(header = ''): number | undefined {
	return /^\d+$/.test(header.trim()) ? Number(header) : undefined;
}

/** @returns the value of `Range` for these bytes */
export function rangeHeader({ from, to }: ByteRange): string {
	return `bytes=${from}-${to}`;
}
