import { isRecord } from '../../upload';

/** Node's `message.rawHeaders`: names and values by turns, as they came. n8n takes headers out of `message.headers`. */
export type RawHeaders = readonly string[];

/** @returns undefined for what is no answer of Node's, or has none yet */
export function rawHeadersOf(message: unknown): RawHeaders | undefined {
	if (!isRecord(message) || !Array.isArray(message.rawHeaders)) return undefined;
	return message.rawHeaders.map(String);
}

/** @returns the value of `Content-Encoding` in lower case; '' where there is none; undefined where nobody could see */
export function contentEncoding(rawHeaders: RawHeaders | undefined): string | undefined {
	const values = rawHeaders?.filter(
		(_value, index) =>
			index % 2 === 1 && rawHeaders[index - 1].toLowerCase() === 'content-encoding',
	);
	return values?.join(', ').trim().toLowerCase();
}
