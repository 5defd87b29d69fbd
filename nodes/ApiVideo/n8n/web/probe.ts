import { Trouble } from '../../api/trouble';
import { MIB, type FileVersion } from '../../upload';
import { refuseSize } from '../videoSize';
import { bodyOf } from './body';
import { fileNameOf } from './fileNameOf';
import type { FileServer, OpenFile } from './fileServer';
import { refuseEncoded, type KnownFile } from './knownFile';
import { rangeHeader, readContentLength, readContentRange, readUnsatisfied } from './rangeAnswer';
import { noEnd, noLength, otherBytes, refused } from './serverWords';
import { validatorOf, versionOf } from './validator';
import { WEB_ADDRESS } from './webAddress';

/** How much of a file is read first, in bytes: as much as tells files apart. */
const BEGINNING_BYTES = MIB;

/** What stands where nobody knows the type. */
const ANY_TYPE = 'application/octet-stream';

/** The file server does not say how long the file is, but marks its end. */
export class SourceWithoutSize extends Trouble {}

/** What the first answer has told of a file. */
export interface Probed extends KnownFile {
	/** As the file server names it, or an address. */
	readonly name: string;
	readonly type: string;
	readonly version: FileVersion;
	/** The first MiB, or all of a shorter file. */
	readonly beginning: Uint8Array;
	/** Whether the file server hands out parts of the file. */
	readonly hasRanges: boolean;
}

/**
 * Asks for the first MiB of a file, and whatever is to be known of it.
 *
 * @param signal ends it at once
 * @throws SourceWithoutSize when the file server does not say how long the file is
 * @throws Trouble when the file is empty, larger than 30 GiB, its end could not be told from a connection that
 *   breaks off, or the signal is aborted
 * @throws Unreadable when the file server does not hand out the file
 */
export async function probe(server: FileServer, signal: AbortSignal): Promise<Probed> {
	const range = rangeHeader({ from: 0, to: BEGINNING_BYTES - 1 });
	const answer = await server.open({ Range: range }, signal);
	try {
		const { url, headers, request } = answer;
		refuseEncoded(answer);
		const type = typeOf(headers['content-type']);
		const { size, bytes } = sizeOf(answer, type);
		refuseSize(
			size,
			`file at ${url.origin}`,
			`Check ${WEB_ADDRESS}, and the file on the file server.`,
		);
		const hasRanges = answer.status === 206;
		const name = fileNameOf(headers['content-disposition'], server.first, url);
		const wanted = Math.min(BEGINNING_BYTES, size);
		const beginning = await read(answer, bytes, wanted);
		const { firstByteMs, waitedMs } = request;
		if (hasRanges) server.readers.begin({ firstByteMs, bytes: wanted, waitedMs });
		const version = versionOf(headers);
		return { size, ...validatorOf(headers), version, name, type, beginning, hasRanges };
	} finally {
		answer.close();
	}
}

/** @returns size of the file, and how many bytes of it the body has */
function sizeOf(answer: OpenFile, type: string): { size: number; bytes: number } {
	const { url, status, headers } = answer;
	const stated = headers['content-range'];
	if (status === 416) {
		// There is no first byte.
		if (readUnsatisfied(stated) === 0) return { size: 0, bytes: 0 };
		throw refused({ url, signed: false }, status);
	}
	if (status === 206) {
		const range = readContentRange(stated);
		if (range === undefined || range.from !== 0 || range.to >= BEGINNING_BYTES)
			throw otherBytes(url);
		if (range.total === undefined) throw new SourceWithoutSize(...noLength(url, type));
		return { size: range.total, bytes: range.to + 1 };
	}
	const size = readContentLength(headers['content-length']);
	if (size !== undefined) return { size, bytes: size };
	const marksEnd = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '');
	throw marksEnd ? new SourceWithoutSize(...noLength(url, type)) : new Trouble(...noEnd(url));
}

async function read(answer: OpenFile, bytes: number, wanted: number): Promise<Uint8Array> {
	if (bytes < wanted) throw otherBytes(answer.url);
	const beginning = new Uint8Array(wanted);
	let filled = 0;
	for await (const piece of bodyOf(answer, bytes)) {
		const part = piece.subarray(0, wanted - filled);
		beginning.set(part, filled);
		filled += part.byteLength;
		if (filled === wanted && bytes > wanted) break;
	}
	return beginning;
}

function typeOf(header = ''): string {
	const type = header.split(';')[0].trim().toLowerCase();
	return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : ANY_TYPE;
}
