import { contentRangeOf, type Span } from './range';

const BOUNDARY = 'a-range-of-several';

/** Content-Type of a body that `multipartOf` makes. */
export const MULTIPART_TYPE = `multipart/byteranges; boundary=${BOUNDARY}`;

/**
 * The body of an answer with several ranges: RFC 9110 section 14.6.
 *
 * @param size bytes of the file
 * @param type Content-Type of the file
 */
export function multipartOf(
	spans: readonly Span[],
	size: number,
	type?: string,
): Array<Span | Buffer> {
	const parts = spans.flatMap((span) => {
		const head = [
			`--${BOUNDARY}`,
			...(type === undefined ? [] : [`Content-Type: ${type}`]),
			`Content-Range: ${contentRangeOf(span, size)}`,
			'',
			'',
		].join('\r\n');
		return [Buffer.from(head), span, Buffer.from('\r\n')];
	});
	return [...parts, Buffer.from(`--${BOUNDARY}--\r\n`)];
}
