import type { Pieces } from '../../upload';
import { discard } from '../discard';
import type { OpenFile } from './fileServer';
import { readContentLength } from './rangeAnswer';
import { encoded, otherBytes, serverAt, unreachable } from './serverWords';

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
