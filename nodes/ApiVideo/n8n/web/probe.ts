import { MIB, type FileVersion, type Pieces } from '../../upload';
import { refuseSize } from '../videoSize';
import { bodyOf, bodyToEnd, expectMarkedEnd } from './body';
import { fileNameOf } from './fileNameOf';
import type { FileServer, OpenFile } from './fileServer';
import { refuseEncoded, type KnownFile } from './knownFile';
import { rangeHeader, readContentLength, readContentRange, readUnsatisfied } from './rangeAnswer';
import { otherBytes, refused } from './serverWords';
import { validatorOf, versionOf, type Validator } from './validator';
import { WEB_ADDRESS } from './webAddress';

/** How much of a file is read first, in bytes: as much as tells files apart. */
const BEGINNING_BYTES = MIB;

/** What stands where nobody knows the type. */
const ANY_TYPE = 'application/octet-stream';

/** What the first answer has told of any file. */
interface Seen {
	/** As the file server names it, or an address. */
	readonly name: string;
	readonly type: string;
	readonly version: FileVersion;
	/** The first MiB, or all of a shorter file; less where the file server hands out short ranges. */
	readonly beginning: Uint8Array;
}

/** What the first answer has told of a file. */
export interface Probed extends KnownFile, Seen {
	/** Whether the file server hands out parts of the file. */
	readonly hasRanges: boolean;
}

/** The same of one whose length it does not tell; it is longer than 1 MiB. */
export interface ProbedWithoutLength extends Validator, Seen {
	readonly size?: undefined;
}

/**
 * Asks for the first MiB of a file, and whatever is to be known of it.
 *
 * @param signal ends it at once
 * @throws Trouble when the file is empty, larger than 30 GiB, its end could not be told from a connection that
 *   breaks off, or the signal is aborted
 * @throws Unreadable when the file server does not hand out the file
 */
export async function probe(
	server: FileServer,
	signal: AbortSignal,
): Promise<Probed | ProbedWithoutLength> {
	const range = rangeHeader({ from: 0, to: BEGINNING_BYTES - 1 });
	const answer = await server.open({ Range: range }, signal);
	if (!isOfUnknownTotal(answer)) return await look(server, answer);
	answer.close();
	// What does not know of how many bytes it sends some may know it of all.
	const whole = await server.open({}, signal);
	return await look(server, whole, whole.status === 200);
}

async function look(
	server: FileServer,
	answer: OpenFile,
	isExpected = true,
): Promise<Probed | ProbedWithoutLength> {
	try {
		const { url, headers } = answer;
		if (!isExpected) throw otherBytes(url);
		refuseEncoded(answer);
		const seen = {
			...validatorOf(headers),
			version: versionOf(headers),
			name: fileNameOf(headers['content-disposition'], server.first, url),
			type: typeOf(headers['content-type']),
		};
		const sizes = sizesOf(answer);
		const { size, beginning } = sizes
			? await readSized(server, answer, sizes)
			: await readToEnd(answer);
		if (size === undefined) return { ...seen, beginning };
		return { ...seen, size, beginning, hasRanges: answer.status === 206 };
	} finally {
		answer.close();
	}
}

function isOfUnknownTotal({ status, headers }: OpenFile): boolean {
	const range = status === 206 && readContentRange(headers['content-range']);
	return range !== false && range !== undefined && range.total === undefined;
}

/** What an answer says of sizes, in bytes. */
interface Sizes {
	readonly size: number;
	/** How much of it the body has. */
	readonly bytes: number;
}

/** @returns undefined where the end of the body is marked, and nothing tells where it is */
function sizesOf(answer: OpenFile): Sizes | undefined {
	const { url, status, headers } = answer;
	const stated = headers['content-range'];
	if (status === 416) {
		// There is no first byte.
		if (readUnsatisfied(stated) === 0) return { size: 0, bytes: 0 };
		throw refused({ url, signed: false }, status);
	}
	if (status === 206) {
		const { from, to, total } = readContentRange(stated) ?? {};
		if (total === undefined || from !== 0 || to === undefined || to >= BEGINNING_BYTES)
			throw otherBytes(url);
		return { size: total, bytes: to + 1 };
	}
	const size = readContentLength(headers['content-length']);
	if (size !== undefined) return { size, bytes: size };
	expectMarkedEnd(answer);
	return undefined;
}

/** What was read of the beginning. */
interface Beginning {
	/** Undefined where it goes on. */
	readonly size?: number;
	readonly beginning: Uint8Array;
}

async function readSized(
	server: FileServer,
	answer: OpenFile,
	{ size, bytes }: Sizes,
): Promise<Beginning> {
	const { url, status, request } = answer;
	expectSize(size, url);
	// A file server may send the beginning of a range alone (RFC 9110, section 15.3.7).
	const wanted = Math.min(BEGINNING_BYTES, size, bytes);
	const enough = bytes > wanted ? wanted : Infinity;
	const { beginning } = await readBeginning(bodyOf(answer, bytes), wanted, enough);
	const { firstByteMs, waitedMs } = request;
	if (status === 206) server.readers.begin({ firstByteMs, bytes: wanted, waitedMs });
	return { size, beginning };
}

async function readToEnd(answer: OpenFile): Promise<Beginning> {
	const { beginning, isAll } = await readBeginning(
		bodyToEnd(answer),
		BEGINNING_BYTES,
		BEGINNING_BYTES + 1,
	);
	if (!isAll) return { beginning };
	expectSize(beginning.byteLength, answer.url);
	return { size: beginning.byteLength, beginning };
}

function expectSize(size: number, { origin }: URL): void {
	refuseSize(size, `file at ${origin}`, `Check ${WEB_ADDRESS}, and the file on the file server.`);
}

/**
 * @param bytes how many of the first ones are wanted
 * @param enough how many are read; what ends before is read to its end
 * @returns the bytes, and whether it has ended
 */
async function readBeginning(
	pieces: Pieces,
	bytes: number,
	enough: number,
): Promise<{ beginning: Uint8Array; isAll: boolean }> {
	const beginning = new Uint8Array(bytes);
	let read = 0;
	for await (const piece of pieces) {
		const at = Math.min(bytes, read);
		beginning.set(piece.subarray(0, bytes - at), at);
		read += piece.byteLength;
		if (read >= enough) return { beginning, isAll: false };
	}
	return { beginning: beginning.subarray(0, read), isAll: true };
}

function typeOf(header = ''): string {
	const type = header.split(';')[0].trim().toLowerCase();
	return /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(type) ? type : ANY_TYPE;
}
