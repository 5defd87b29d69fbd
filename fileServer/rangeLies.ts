import type { Often } from './often';
import type { FileAnswer } from './fileAnswer';
import { contentRangeOf, type Span } from './range';

/** An answer to a range that is not what it should be. */
export type RangeLie = Often &
	(
		| /** Another range than was asked, so many bytes further on (below 0: back), and it says so. */
		{ kind: 'shifted'; by: number }
		/** Content-Range names this size of the file; `*`: none. */
		| { kind: 'other-total'; total: number | '*' }
		/** Content-Range is exactly this. */
		| { kind: 'content-range'; value: string }
		/** So many bytes more (below 0: fewer) than Content-Range says; Content-Length counts them. */
		| { kind: 'other-length'; by: number }
		/** 206 without Content-Range. */
		| { kind: 'no-content-range' }
		/** 200 and the whole file. */
		| { kind: 'whole' }
		/** multipart/byteranges, although one range was asked for. */
		| { kind: 'multipart' }
		/** The first so many bytes of what was asked alone, and it says so, which RFC 9110 section 15.3.7 allows. */
		| { kind: 'shorter'; bytes: number }
	);

/**
 * What becomes of an answer with one range.
 *
 * @param size bytes of the file, within which the lie has to stay
 */
export function lieAbout(answer: FileAnswer, asked: Span, size: number, lie: RangeLie): FileAnswer {
	const within = (offset: number) => Math.max(0, Math.min(size - 1, offset));
	switch (lie.kind) {
		case 'shorter': {
			const span = { from: asked.from, to: Math.min(asked.to, asked.from + lie.bytes - 1) };
			return { ...answer, contentRange: contentRangeOf(span, size), body: [span] };
		}
		case 'shifted': {
			const span = { from: within(asked.from + lie.by), to: within(asked.to + lie.by) };
			return { ...answer, contentRange: contentRangeOf(span, size), body: [span] };
		}
		case 'other-total':
			return { ...answer, contentRange: contentRangeOf(asked, lie.total) };
		case 'content-range':
			return { ...answer, contentRange: lie.value };
		case 'other-length':
			return { ...answer, body: otherLength(asked, lie.by, size) };
		case 'no-content-range':
			return { ...answer, contentRange: undefined };
		case 'whole':
			return { ...answer, status: 200, contentRange: undefined, body: wholeOf(size) };
		case 'multipart':
			return { ...answer, contentRange: undefined, multipart: true };
	}
}

/** The body of the whole file; an empty one has none. */
export function wholeOf(size: number): Span[] {
	return size === 0 ? [] : [{ from: 0, to: size - 1 }];
}

function otherLength({ from, to }: Span, by: number, size: number): Array<Span | Buffer> {
	if (to + by < from) return [];
	const beyond = to + by - (size - 1);
	const span = { from, to: Math.min(to + by, size - 1) };
	return beyond > 0 ? [span, Buffer.alloc(beyond)] : [span];
}
