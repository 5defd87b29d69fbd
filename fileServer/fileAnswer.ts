import type { FileBehaviour } from './behaviour';
import { MULTIPART_TYPE, multipartOf } from './multipart';
import { happens } from './often';
import { askedOf, contentRangeOf, type Span } from './range';
import { lieAbout, wholeOf } from './rangeLies';
import { ifRangeHolds, validatorsOf } from './validators';

/** What is answered to a request for a file. */
export interface FileAnswer {
	status: 200 | 206 | 416;
	contentRange: string | undefined;
	/** In this order: spans of the file, and what stands between them. */
	body: Array<Span | Buffer>;
	/** Whether the spans are the parts of multipart/byteranges. */
	multipart: boolean;
}

/** What of a request decides about the answer. */
export interface FileRequest {
	method: string;
	range?: string;
	ifRange?: string;
	acceptEncoding?: string;
}

/**
 * @param size bytes of the file
 * @param now milliseconds since the epoch
 */
export function fileAnswer(
	file: FileBehaviour,
	size: number,
	asking: FileRequest,
	now: number,
): FileAnswer {
	const whole: FileAnswer = {
		status: 200,
		contentRange: undefined,
		body: wholeOf(size),
		multipart: false,
	};
	if (!rangeCounts(file, asking, now)) return whole;
	const asked = askedOf(asking.range, size);
	if (asked.kind === 'whole') return whole;
	if (asked.kind === 'beyond') {
		return { ...whole, status: 416, contentRange: `bytes */${size}`, body: [] };
	}
	const { spans } = asked;
	const partial: FileAnswer = { ...whole, status: 206, body: spans };
	if (spans.length > 1) return { ...partial, multipart: true };
	const honest = { ...partial, contentRange: contentRangeOf(spans[0], size) };
	return file.lie && happens(file.lie) ? lieAbout(honest, spans[0], size, file.lie) : honest;
}

/** Range is defined for GET only: RFC 9110 section 14.2. */
function rangeCounts(file: FileBehaviour, asking: FileRequest, now: number): boolean {
	if (asking.method !== 'GET' || (file.ranges ?? 'served') !== 'served') return false;
	if (asking.ifRange === undefined || file.ifRange === 'ignored') return true;
	return ifRangeHolds(asking.ifRange, validatorsOf(file), now);
}

/** Whether this answer is compressed. What is compressed when asked is the whole file, as servers do it. */
export function isCompressed(
	file: FileBehaviour,
	asking: FileRequest,
	{ status }: FileAnswer,
): boolean {
	const { gzip = 'never' } = file;
	if (gzip === 'never') return false;
	if (gzip !== 'asked') return status !== 416;
	if (status !== 200) return false;
	const codings = (asking.acceptEncoding ?? '').split(',').map((coding) => coding.trim());
	return codings.some(
		(coding) => /^(gzip|\*)(;|$)/.test(coding) && !/;\s*q=0(\.0*)?$/.test(coding),
	);
}

/** The body as it is sent before compression, and its length in bytes. */
export function bodyOf(
	answer: FileAnswer,
	size: number,
	type?: string,
): { parts: Array<Span | Buffer>; length: number } {
	const spans = answer.body.filter((part): part is Span => !Buffer.isBuffer(part));
	const parts = answer.multipart ? multipartOf(spans, size, type) : answer.body;
	const lengths = parts.map((part) =>
		Buffer.isBuffer(part) ? part.length : part.to - part.from + 1,
	);
	return { parts, length: lengths.reduce((sum, length) => sum + length, 0) };
}

/** The headers of an answer. */
export function headersOf(
	file: FileBehaviour,
	answer: FileAnswer,
	{ length, compressed }: { length: number; compressed: boolean },
): Record<string, string | number> {
	const { type = 'video/mp4', disposition, ranges = 'served' } = file;
	const { etag, lastModified } = validatorsOf(file);
	const known = (file.length ?? 'known') === 'known' && !compressed;
	const headers = {
		// Behind Content-Length, Node 20 refuses what is not ASCII in it.
		'content-disposition': disposition,
		'content-type': answer.multipart ? MULTIPART_TYPE : (type ?? undefined),
		'content-length': known ? length : undefined,
		'content-range': answer.contentRange,
		'content-encoding': compressed ? 'gzip' : undefined,
		vary: file.gzip === 'asked' ? 'Accept-Encoding' : undefined,
		'accept-ranges': { served: 'bytes', none: 'none', unmentioned: undefined }[ranges],
		// What is compressed is another representation: RFC 9110 section 8.8.3.3.
		etag: compressed ? etag?.replace(/"$/, '-gzip"') : etag,
		'last-modified': lastModified?.toUTCString(),
		'x-padding': file.padding === undefined ? undefined : 'x'.repeat(file.padding),
	};
	return Object.fromEntries(
		Object.entries(headers).filter(
			(header): header is [string, string | number] => header[1] !== undefined,
		),
	);
}
