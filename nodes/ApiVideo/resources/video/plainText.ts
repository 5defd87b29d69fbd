/** In a file this long, in bytes, no control character at all is no accident, whatever the encoding. */
const LONG_ENOUGH = 256;

/** The share of ASCII characters in texts of Western languages is higher. */
const MOSTLY = 0.7;

/** What texts do not hold; blanks and line ends they do. */
const UNPRINTABLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Cn}]/u;

/** Begins as web pages, JSON and lists do, which are texts in any encoding. */
const MARKED = /^\s*(?:[<{[#]|WEBVTT)/;

/** The header of uncompressed video is a text, and pictures follow it. */
const HEADER_OF_VIDEO = /^YUV4MPEG2 /;

/**
 * @param start the first bytes of a file: some hundreds, or all of it
 * @returns the text that they are, without its byte order mark; undefined where they are anything else
 */
export function plainText(start: Uint8Array): string | undefined {
	const text = encodingsOf(start)
		.map((encoding) => decode(start, encoding))
		.find((one) => one !== undefined && !UNPRINTABLE.test(one));
	return text !== undefined && !HEADER_OF_VIDEO.test(text) ? text : undefined;
}

/** UTF-16 shows by its byte order mark, or by the zeros between ASCII characters. */
function encodingsOf(start: Uint8Array): string[] {
	const [first, second] = start;
	const zeros = (parity: number) =>
		start.length > 1 && start.every((byte, at) => (at % 2 === parity) === (byte === 0));
	if ((first === 0xff && second === 0xfe) || zeros(1)) return ['utf-16le'];
	if ((first === 0xfe && second === 0xff) || zeros(0)) return ['utf-16be'];
	const ascii = start.filter((byte) => byte < 0x80).length;
	const latin = start.length >= LONG_ENOUGH && ascii >= start.length * MOSTLY;
	return latin || MARKED.test(String.fromCharCode(...start))
		? ['utf-8', 'windows-1252']
		: ['utf-8'];
}

function decode(start: Uint8Array, encoding: string): string | undefined {
	try {
		// The last character may have been cut.
		return new TextDecoder(encoding, { fatal: true }).decode(start, { stream: true });
	} catch {
		return undefined;
	}
}
