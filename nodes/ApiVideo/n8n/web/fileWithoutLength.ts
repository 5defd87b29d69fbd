import { cancelled } from '../../api/exchange';
import { askSteadily, VIDEO_MAX_BYTES, type Pieces, type Steadying } from '../../upload';
import { Unreadable } from '../unreadable';
import { bodyToEnd, expectMarkedEnd } from './body';
import type { FileServer, OpenFile } from './fileServer';
import { refuseEncoded } from './knownFile';
import type { ProbedWithoutLength } from './probe';
import { readContentLength } from './rangeAnswer';
import { brokenOff, changed, otherBytes, tooLong } from './serverWords';
import { isSameVersion } from './validator';

/**
 * Reads a file from its start whose length nobody tells.
 *
 * @param signal ends the reading at once
 * @param how to ask again where there is no answer
 * @throws Unreadable when the file cannot be had, is another one by now, has more than 30 GiB, or the reading breaks
 *   off before its end has come
 */
export async function* fileWithoutLength(
	server: FileServer,
	probed: ProbedWithoutLength,
	signal: AbortSignal,
	how: Steadying,
): Pieces {
	if (signal.aborted) throw cancelled();
	const answer = await askSteadily(async () => await server.open({}, signal), signal, how);
	try {
		expectSame(answer, probed);
		yield* beginningWith(probed.beginning, bodyToEnd(answer), answer.url);
	} catch (reason) {
		throw reason instanceof Unreadable && reason.passes ? brokenOff(answer.url, reason) : reason;
	} finally {
		answer.close();
	}
}

function expectSame(answer: OpenFile, known: ProbedWithoutLength): void {
	const { url, status, headers } = answer;
	refuseEncoded(answer);
	if (status !== 200) throw otherBytes(url);
	if (!isSameVersion(known, headers)) throw changed(url);
	if (readContentLength(headers['content-length']) === undefined) expectMarkedEnd(answer);
}

/** What has no validator is told by its first MiB, of which the words and the key were made. */
async function* beginningWith(beginning: Uint8Array, pieces: Pieces, url: URL): Pieces {
	let at = 0;
	for await (const piece of pieces) {
		const expected = beginning.subarray(at, at + piece.byteLength);
		if (Buffer.compare(expected, piece.subarray(0, expected.byteLength)) !== 0) throw changed(url);
		at += piece.byteLength;
		if (at > VIDEO_MAX_BYTES) throw tooLong(url);
		yield piece;
	}
	if (at <= beginning.byteLength) throw changed(url);
}
