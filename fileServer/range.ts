/** Bytes from-to of a file, both included. */
export interface Span {
	from: number;
	to: number;
}

/** What a Range header asks of a file: spans of it, nothing that the file has, or no range at all. */
export type Asked = { kind: 'spans'; spans: Span[] } | { kind: 'beyond' } | { kind: 'whole' };

/**
 * Reads a Range header as RFC 9110 section 14 says: what is not understood is ignored, and what lies beyond the end
 * is left out.
 *
 * @param size bytes of the file
 */
export function askedOf(header: string | undefined, size: number): Asked {
	const [, list] = /^bytes=(.+)$/i.exec(header ?? '') ?? [];
	if (list === undefined) return { kind: 'whole' };
	const read = list.split(',').map((text) => spanOf(text.trim(), size));
	if (read.includes('senseless')) return { kind: 'whole' };
	const spans = read.filter((span): span is Span => typeof span === 'object');
	return spans.length === 0 ? { kind: 'beyond' } : { kind: 'spans', spans };
}

function spanOf(text: string, size: number): Span | 'beyond' | 'senseless' {
	const [, first, last] = /^(\d*)-(\d*)$/.exec(text) ?? [];
	if (first === undefined || first + last === '') return 'senseless';
	if (first === '') {
		const count = Math.min(Number(last), size);
		return count === 0 ? 'beyond' : { from: size - count, to: size - 1 };
	}
	const from = Number(first);
	const to = last === '' ? size - 1 : Number(last);
	if (last !== '' && to < from) return 'senseless';
	return from >= size ? 'beyond' : { from, to: Math.min(to, size - 1) };
}

/** "bytes 0-99/1000" */
export function contentRangeOf({ from, to }: Span, total: number | '*'): string {
	return `bytes ${from}-${to}/${total}`;
}
