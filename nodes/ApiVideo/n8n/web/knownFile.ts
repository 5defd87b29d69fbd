import type { ByteRange } from '../../upload';
import type { OpenFile } from './fileServer';
import { readContentLength, readContentRange, readUnsatisfied } from './rangeAnswer';
import {
	allOfIt,
	changed,
	encoded,
	isTextType,
	otherBytes,
	pageInstead,
	refused,
} from './serverWords';
import { isSameVersion, type Validator } from './validator';

/** What the first answer has said of the file, by which each later one is measured: never are two files mixed. */
export interface KnownFile extends Validator {
	/** In bytes. */
	readonly size: number;
	/** Media type; see {@link refusePage}. */
	readonly type: string;
}

/** How servers mark the ETag of a file that they compress on the way. */
const COMPRESSED_TAG = /[-;:.](gzip|br|deflate|zstd)"$/i;

/**
 * What is compressed on the way is refused, also where n8n unpacks it: a compressed stream that was cut is a shorter
 * file to n8n, which tells nobody, and drops the header. Where nobody could see the header, what is left is an ETag that
 * some servers mark, and that the length is missing.
 *
 * @throws Unreadable when an answer is seen to be encoded
 */
export function refuseEncoded({ url, headers, encoding }: OpenFile): void {
	const stated = [encoding, headers['content-encoding']?.trim().toLowerCase()];
	const isMarked = COMPRESSED_TAG.test(headers.etag ?? '') && !headers['content-length'];
	if (isMarked || stated.some((one = '') => one !== '' && one !== 'identity')) throw encoded(url);
}

/**
 * @param wanted the bytes that were asked for
 * @returns the last byte that the answer brings: a file server may send the beginning of what was asked for alone
 *   (RFC 9110, section 15.3.7)
 * @throws Unreadable when it brings something else, or of another file
 */
export function lastByteOf(answer: OpenFile, wanted: ByteRange, known: KnownFile): number {
	const { url, status, headers } = answer;
	refuseUnsatisfied(answer, known);
	refuseEncoded(answer);
	refusePage(answer, known);
	// What `If-Range` is answered with once the file is another; or a cache in between has all of it at hand.
	if (status === 200) throw isStillThere(answer, known) ? allOfIt(url) : changed(url);
	const isSame = isSameVersion(known, headers);
	const range = readContentRange(headers['content-range']);
	if (!isSame || (range?.total !== undefined && range.total !== known.size)) throw changed(url);
	if (range?.total === undefined || range.from !== wanted.from || range.to > wanted.to)
		throw otherBytes(url);
	return range.to;
}

/**
 * @param answer to a request for the whole file
 * @throws Unreadable when it is another file
 */
export function expectWhole(answer: OpenFile, known: KnownFile): void {
	const { url, status, headers } = answer;
	refuseUnsatisfied(answer, known);
	refuseEncoded(answer);
	refusePage(answer, known);
	if (!isStillThere(answer, known)) throw changed(url);
	const size = readContentLength(headers['content-length']);
	if (status !== 200 || size !== known.size) throw otherBytes(url);
}

/** @throws Unreadable when the file server says that there are no such bytes (416): it may have become shorter */
function refuseUnsatisfied({ url, status, headers }: OpenFile, { size }: KnownFile): void {
	if (status !== 416) return;
	const stated = readUnsatisfied(headers['content-range']);
	throw stated === undefined || stated === size
		? refused({ url, signed: false }, status)
		: changed(url);
}

/**
 * A page looks like another version of the file: it has another size, and no tag or another one.
 *
 * @throws Unreadable when the answer is a text, and the file was none
 */
function refusePage({ url, headers }: OpenFile, { type }: KnownFile): void {
	if (isTextType(headers['content-type']) && !isTextType(type)) throw pageInstead(url);
}

/** @returns whether nothing in an answer with all of the file says that it is another one */
function isStillThere({ headers }: OpenFile, known: KnownFile): boolean {
	const size = readContentLength(headers['content-length']);
	return isSameVersion(known, headers) && (size ?? known.size) === known.size;
}
