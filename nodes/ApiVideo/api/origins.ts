import { isRecord } from '../upload';
import { parsedUrl } from './parsedUrl';
import { layersOf } from './thrown';

/**
 * What a message may show of an address: path and query may hold a token, user info a password.
 *
 * @returns scheme, host and port; undefined for what is no http(s) address
 */
export function originOf(url: unknown): string | undefined {
	const parsed = typeof url === 'string' ? parsedUrl(url) : undefined;
	return parsed && /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined;
}

/** @returns a text that came from outside, with nothing but scheme, host and port of the addresses in it */
export function onlyOrigins(text: string): string {
	return text.replace(/\bhttps?:\/\/[^\s'"<>()]+/gi, (url) => originOf(url) ?? '[address]');
}

/** @returns the address that axios keeps in what it throws */
export function urlWithin(error: unknown): unknown {
	for (const layer of layersOf(error)) {
		if ('config' in layer && isRecord(layer.config)) return layer.config.url;
	}
	return undefined;
}
