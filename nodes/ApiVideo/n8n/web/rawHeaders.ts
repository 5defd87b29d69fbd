import { isRecord } from '../../upload';

/** Node's `message.rawHeaders`: names and values by turns, as they came. n8n takes headers out of `message.headers`. */
export type RawHeaders = readonly string[];

/** @returns undefined for what is no answer of Node's, or has none yet */
export function rawHeadersOf(message: unknown): RawHeaders | undefined {
	if (!isRecord(message) || !Array.isArray(message.rawHeaders)) return undefined;
	return message.rawHeaders.map(String);
}

/** What is said of a body that is unpacked, where its headers cannot be seen. */
const UNPACKED = 'unpacked';

/**
 * An older n8n (seen: 1.123) shows no connection, and hands on either the answer itself, which has raw headers, or what
 * unpacks it, which alone can be flushed (Node's documentation, `zlib.flush`).
 *
 * @param body as n8n's helper hands it on
 * @returns the value of `Content-Encoding` in lower case, '' where there is none; `unpacked` where only that can be
 *   seen; undefined where nobody could see
 */
export function encodingSeen(
	rawHeaders: RawHeaders | undefined,
	body: unknown,
): string | undefined {
	if (rawHeaders === undefined) return isRecord(body) && 'flush' in body ? UNPACKED : undefined;
	const values = rawHeaders.filter(
		(_value, index) =>
			index % 2 === 1 && rawHeaders[index - 1].toLowerCase() === 'content-encoding',
	);
	return values.join(', ').trim().toLowerCase();
}
