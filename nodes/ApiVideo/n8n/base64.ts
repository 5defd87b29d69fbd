import { Trouble } from '../api/trouble';
import { MIB } from '../upload';

/** Characters that are decoded at a time. Four of them are three bytes, so whole groups decode on their own. */
const SLICE_CHARACTERS = Math.floor(MIB / 3) * 4;

/** Where the head of a data URL has ended at the latest, in characters. */
const HEAD_CHARACTERS = 1024;

/**
 * Counts the bytes of a base64 text, which may have line breaks and blanks anywhere, begin as a data URL
 * (`data:video/mp4;base64,`), use the alphabet of base64url, and lack its padding.
 *
 * @param subject what a message calls the file, as in "The file 'film.mp4'"
 * @param stated the number of bytes that came with the text. Where it is what the bare length amounts
 *   to, the text is not looked through, which takes 0.1 s for 300 MiB. Reading notices what is wrong with it.
 * @returns exact number of bytes
 * @throws Trouble when it is no base64
 */
export function base64Bytes(text: string, subject: string, stated?: unknown): number {
	if (text.length % 4 === 0) {
		const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
		const bytes = (text.length / 4) * 3 - padding;
		if (bytes === stated) return bytes;
	}
	const scratch = Buffer.allocUnsafe(MIB);
	const decode = (characters: string) => scratch.subarray(0, scratch.write(characters, 'base64'));
	let bytes = 0;
	for (const { byteLength } of decoded(text, subject, decode)) bytes += byteLength;
	return bytes;
}

/**
 * Decodes such a text from the start, in pieces of less than 1 MiB: never a second copy of all of it.
 *
 * @param subject what a message calls the file
 * @throws Trouble when it is no base64
 */
export function readBase64(text: string, subject: string): Iterable<Uint8Array> {
	return decoded(text, subject, (characters) => Buffer.from(characters, 'base64'));
}

type Decode = (characters: string) => Uint8Array;

/** The platform takes them for the character of their last eight bits. Costs nothing where there can be none. */
const WIDE_CHARACTER = /[\u0100-\uffff]/;

function* decoded(text: string, subject: string, decode: Decode): Generator<Uint8Array> {
	let left = '';
	let padding = 0;
	for (const slice of slices(text)) {
		const atGroup = left === '' && padding === 0 && !WIDE_CHARACTER.test(slice);
		const asItIs = atGroup ? decode(slice) : undefined;
		if (asItIs?.byteLength === (slice.length / 4) * 3) {
			yield asItIs;
			continue;
		}
		const plain = left + slice.replace(/\s+/g, '');
		const [characters, padded] = splitAt(plain, plain.indexOf('='));
		if (/[^=]/.test(padded) || (padding > 0 && characters !== '')) throw noBase64(subject);
		padding += padded.length;
		const [whole, rest] = splitAt(characters, padding > 0 ? -1 : characters.length & ~3);
		left = rest;
		yield* checked(whole, subject, decode);
	}
	if (padding > 2) throw noBase64(subject);
	yield* checked(left, subject, decode);
}

/** The platform leaves out what is not in the alphabet; so if it has all bytes, nothing else was there. */
function* checked(characters: string, subject: string, decode: Decode): Generator<Uint8Array> {
	const bytes = Math.floor((characters.length / 4) * 3);
	const piece = decode(characters);
	const isWhole = piece.byteLength === bytes && !WIDE_CHARACTER.test(characters);
	// One character alone is less than a byte.
	if (!isWhole || characters.length % 4 === 1) throw noBase64(subject);
	if (bytes > 0) yield piece;
}

/** @param at where the second part begins; -1 where there is none */
function splitAt(text: string, at: number): [string, string] {
	return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

function* slices(text: string): Generator<string> {
	const head = /^\s*data:[^\r\n]*?;\s*base64\s*,/i.exec(text.slice(0, HEAD_CHARACTERS));
	for (let at = head?.[0].length ?? 0; at < text.length; at += SLICE_CHARACTERS) {
		yield text.slice(at, at + SLICE_CHARACTERS);
	}
}

function noBase64(subject: string): Trouble {
	return new Trouble(
		`${subject} is not in base64, as files in memory are`,
		'Check the step that brings the file. A Code node that makes a binary object puts the bytes of the file into data as base64, all of them.',
	);
}
