import { Trouble } from '../api/trouble';
import { MIB } from '../upload';

/** Characters that are decoded at a time. Four of them are three bytes, so whole groups decode on their own. */
const SLICE_CHARACTERS = Math.floor(MIB / 3) * 4;

/** Where the head of a data URL has ended at the latest, in characters. */
const HEAD_CHARACTERS = 1024;

/**
 * A file as a base64 text, which may have line breaks and blanks anywhere, begin as a data URL
 * (`data:video/mp4;base64,`), use the alphabet of base64url, and lack its padding.
 */
export class Base64Text {
	/** Exact number of bytes. */
	readonly size: number;

	/** Where the text begins behind the head of a data URL, in characters. */
	private readonly begin: number;
	private plain?: boolean;

	/**
	 * @param subject what a message calls the file, as in "The file 'film.mp4'"
	 * @param stated the number of bytes that came with the text. Where it is what the bare length amounts
	 *   to, the text is not looked through, which takes 0.1 s for 300 MiB. Reading notices what is wrong with it.
	 * @throws Trouble when it is no base64
	 */
	constructor(
		private readonly text: string,
		private readonly subject: string,
		stated?: unknown,
	) {
		this.begin = headOf(text);
		const bytes = (text.length / 4) * 3 - paddingOf(text);
		this.size = text.length % 4 === 0 && bytes === stated ? bytes : this.countBytes();
	}

	/** Whether it can be read from any byte at next to no cost: there is nothing to skip in it, as far as is known. */
	get seeks(): boolean {
		return this.plain !== false;
	}

	/**
	 * Decodes the text from a byte on, in pieces of less than 1 MiB: never a second copy of all of it.
	 *
	 * @param from offset of the byte
	 * @throws Trouble when it is no base64
	 */
	*read(from: number): Generator<Uint8Array> {
		const isPlain = from > 0 && this.isPlain();
		const group = Math.floor(from / 3);
		const begin = isPlain ? this.begin + group * 4 : this.begin;
		let left = isPlain ? from - group * 3 : from;
		const decode: Decode = (characters) => Buffer.from(characters, 'base64');
		for (const piece of decoded(this.text, begin, this.subject, decode)) {
			const rest = piece.subarray(left);
			left = Math.max(0, left - piece.byteLength);
			if (rest.byteLength > 0) yield rest;
		}
	}

	private countBytes(): number {
		let bytes = 0;
		for (const { byteLength } of decoded(this.text, this.begin, this.subject, toScratch())) {
			bytes += byteLength;
		}
		const characters = this.text.length - this.begin - paddingOf(this.text);
		this.plain = characters === Math.ceil((bytes * 4) / 3);
		return bytes;
	}

	/** The text is looked through once, when somebody wants to begin elsewhere. */
	private isPlain(): boolean {
		if (this.plain === undefined) this.countBytes();
		return this.plain === true;
	}
}

function paddingOf(text: string): number {
	return text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
}

type Decode = (characters: string) => Uint8Array;

/** Decodes into the same memory each time. */
function toScratch(): Decode {
	const scratch = Buffer.allocUnsafe(MIB);
	return (characters) => scratch.subarray(0, scratch.write(characters, 'base64'));
}

/**
 * Characters of more than eight bits, which `Buffer` would read as the character of their last eight. A text that
 * cannot hold any is tested at no cost.
 */
const WIDE_CHARACTER = /[\u0100-\uffff]/;

function* decoded(
	text: string,
	begin: number,
	subject: string,
	decode: Decode,
): Generator<Uint8Array> {
	let left = '';
	let padding = 0;
	for (const slice of slices(text, begin)) {
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

/** `Buffer` skips characters that are no base64. So where all bytes have come, there were none. */
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

function* slices(text: string, begin: number): Generator<string> {
	for (let at = begin; at < text.length; at += SLICE_CHARACTERS) {
		yield text.slice(at, at + SLICE_CHARACTERS);
	}
}

/** @returns how many characters stand in front of the base64 */
function headOf(text: string): number {
	const head = /^\s*data:[^\r\n]*?;\s*base64\s*,/i.exec(text.slice(0, HEAD_CHARACTERS));
	return head?.[0].length ?? 0;
}

function noBase64(subject: string): Trouble {
	return new Trouble(
		`${subject} is not in base64, as files in memory are`,
		'Check the step that brings the file. A Code node that makes a binary object puts the bytes of the file into data as base64, all of them.',
	);
}
