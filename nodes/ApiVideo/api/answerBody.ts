import { isRecord, MIB } from '../upload';

/** How long the answer of an API may be, in bytes: a page with 100 videos has some hundred KiB. */
export const ANSWER_BYTES = 16 * MIB;

/** How deep objects and lists may stand within each other: n8n gives up on what is nested thousands of times. */
const DEPTH_MOST = 200;

/** A body as it comes: n8n's helper hands it over like this where it is asked for a stream. */
export interface BodyStream extends AsyncIterable<Uint8Array> {
	on?(event: 'error', listener: () => void): unknown;
	destroy?(): unknown;
}

/** @returns whether a body has yet to be read */
export function isStream(body: unknown): body is BodyStream {
	return isRecord(body) && Symbol.asyncIterator in body;
}

/**
 * Reads a body, unpacked where it was compressed, and no more of it than may be: whoever answers decides how much it
 * is.
 *
 * @param most in bytes
 * @returns undefined where it has more than that
 * @throws whatever reading it throws, such as when the connection breaks off
 */
export async function readBody(body: BodyStream, most: number): Promise<Buffer | undefined> {
	// Whatever it says once nobody reads it any more.
	body.on?.('error', () => undefined);
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of body) {
		length += piece.byteLength;
		if (length > most) {
			body.destroy?.();
			return undefined;
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces, length);
}

/** @returns the value of a text that is JSON and not nested too deep; else the text itself, which says nothing */
export function jsonOrText(bytes: Uint8Array): unknown {
	const text = new TextDecoder().decode(bytes);
	if (isTooDeep(text)) return text;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

/** Looked at before it is read: what is nested a million times takes long to read, and longer to walk through. */
function isTooDeep(text: string): boolean {
	let depth = 0;
	let inText = false;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (inText) {
			if (character === '\\') at++;
			else if (character === '"') inText = false;
		} else if (character === '"') inText = true;
		else if (character === '[' || character === '{') {
			if (++depth > DEPTH_MOST) return true;
		} else if (character === ']' || character === '}') depth--;
	}
	return false;
}
