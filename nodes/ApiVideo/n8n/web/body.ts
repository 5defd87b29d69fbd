import type { Pieces } from '../../upload';
import { discard } from '../discard';
import type { OpenFile } from './fileServer';
import { readContentLength } from './rangeAnswer';
import { encoded, noEnd, otherBytes, serverAt, unreachable, unseenEnd } from './serverWords';

/**
 * Reads the body of an answer, and closes the request.
 *
 * @param bytes how many it must have
 * @throws Unreadable when it has more or fewer, or breaks off: n8n unpacks what is compressed without a word, so
 *   that a body that ends well has another length than its header says
 */
export async function* bodyOf(answer: OpenFile, bytes: number): Pieces {
	const { url, headers, request } = answer;
	const stated = readContentLength(headers['content-length']);
	let read = 0;
	try {
		for await (const piece of request.read()) {
			read += piece.byteLength;
			if (read > bytes) {
				discard(piece);
				throw stated === bytes ? encoded(url) : otherBytes(url);
			}
			yield piece;
		}
		if (read === bytes) return;
		if (stated !== undefined) throw stated === bytes ? encoded(url) : otherBytes(url);
		throw unreachable(`The ${serverAt(url)} has ended its answer early`, true);
	} finally {
		answer.close();
	}
}

/**
 * Reads the body of an answer that does not say how long it is, and closes the request. The platform throws where the
 * connection ends before the last chunk has come.
 *
 * @throws Unreadable when it breaks off
 */
export async function* bodyToEnd(answer: OpenFile): Pieces {
	try {
		yield* answer.request.read();
	} finally {
		answer.close();
	}
}

/**
 * Looks that an answer which does not say how long its body is marks the end: by the last of its chunks. Any other
 * body ends with its connection (RFC 9112, section 6.3), and one that is cut would look like it. So would a compressed
 * stream that is cut within whole chunks, once n8n has unpacked it.
 *
 * @throws Unreadable when it does not, the body is encoded as well, or nobody could see whether it is
 */
export function expectMarkedEnd({ url, headers, encoding }: OpenFile): void {
	const codings = (headers['transfer-encoding'] ?? '').toLowerCase().split(',');
	const [last, ...others] = codings.map((coding) => coding.trim()).reverse();
	if (last !== 'chunked') throw noEnd(url);
	if (others.length > 0) throw encoded(url);
	if (encoding === undefined) throw unseenEnd(url);
}
