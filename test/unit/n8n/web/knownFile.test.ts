import type { OpenFile } from '../../../../nodes/ApiVideo/n8n/web/fileServer';
import {
	expectWhole,
	lastByteOf,
	refuseEncoded,
	type KnownFile,
} from '../../../../nodes/ApiVideo/n8n/web/knownFile';

const WANTED = { from: 1000, to: 1999 };
const KNOWN: KnownFile = { size: 5000, type: 'video/mp4', etag: '"a"' };

function answerOf(status: number, headers: Record<string, string>): OpenFile {
	const url = new URL('https://files.example/film.mp4');
	return { url, status, headers, encoding: '', close: () => {} } as unknown as OpenFile;
}

const answered = (contentRange: string) => answerOf(206, { 'content-range': contentRange });

describe('an answer to a range of a file that is known', () => {
	it.each([
		['all of it', 'bytes 1000-1999/5000', 1999],
		['its beginning alone', 'bytes 1000-1000/5000', 1000],
	])('may bring %s', (_what, contentRange, last) => {
		expect(lastByteOf(answered(contentRange), WANTED, { size: 5000, type: 'video/mp4' })).toBe(
			last,
		);
	});

	it.each([
		['begins before it', 'bytes 999-1998/5000'],
		['begins in its middle', 'bytes 1001-1999/5000'],
		['ends behind it', 'bytes 1000-2000/5000'],
		['does not say how long the file is', 'bytes 1000-1999/*'],
	])('is refused where it %s', (_what, contentRange) => {
		expect(() =>
			lastByteOf(answered(contentRange), WANTED, { size: 5000, type: 'video/mp4' }),
		).toThrow(/sends other bytes/);
	});
});

const RANGE = { 'content-range': 'bytes 1000-1999/5000' };

it.each<[string, number, Record<string, string>, RegExp]>([
	['has another tag', 206, { ...RANGE, etag: '"b"' }, /has changed/],
	[
		'has another size',
		206,
		{ 'content-range': 'bytes 1000-1999/5001', etag: '"a"' },
		/has changed/,
	],
	['is all of it', 200, { 'content-length': '5000', etag: '"a"' }, /sends all of the file/],
	['is all of it, of a length not told', 200, { etag: '"a"' }, /sends all of the file/],
	['is all of another size', 200, { 'content-length': '5001', etag: '"a"' }, /has changed/],
	['is all of another version', 200, { 'content-length': '5000', etag: '"b"' }, /has changed/],
	['has no range', 206, { etag: '"a"' }, /sends other bytes/],
	['is a page', 200, { 'content-type': 'text/html' }, /sends a page/],
	['is encoded', 206, { ...RANGE, etag: '"a"', 'content-encoding': 'gzip' }, /compressed/],
	['knows no such bytes', 416, { 'content-range': 'bytes */5000' }, /does not hand out a part/],
	['knows no such bytes, and no size', 416, {}, /does not hand out a part/],
	['knows no such bytes any more', 416, { 'content-range': 'bytes */999' }, /has changed/],
])('an answer to a range is refused where it %s', (_which, status, headers, message) => {
	expect(() => lastByteOf(answerOf(status, headers), WANTED, KNOWN)).toThrow(message);
});

describe('an answer with all of a file that is known', () => {
	it('is taken where nothing says that it is another one', () => {
		const headers = { 'content-length': '5000', etag: '"a"', 'content-type': 'video/mp4' };
		expect(() => expectWhole(answerOf(200, headers), KNOWN)).not.toThrow();
	});

	it('may be a text where the file has been one', () => {
		const headers = { 'content-length': '5000', etag: '"a"', 'content-type': 'text/plain' };
		const known = { ...KNOWN, type: 'text/plain' };
		expect(() => expectWhole(answerOf(200, headers), known)).not.toThrow();
	});

	it.each<[string, number, Record<string, string>, RegExp]>([
		['is a part', 206, { 'content-length': '5000', etag: '"a"' }, /sends other bytes/],
		['does not say how long it is', 200, { etag: '"a"' }, /sends other bytes/],
		['has another length', 200, { 'content-length': '4999', etag: '"a"' }, /has changed/],
		['has another tag', 200, { 'content-length': '5000', etag: '"b"' }, /has changed/],
		['is a page', 200, { 'content-length': '5000', 'content-type': 'text/html' }, /sends a page/],
		['is encoded', 200, { 'content-length': '5000', 'content-encoding': 'br' }, /compressed/],
		['knows no such bytes', 416, {}, /does not hand out a part/],
	])('is refused where it %s', (_which, status, headers, message) => {
		expect(() => expectWhole(answerOf(status, headers), KNOWN)).toThrow(message);
	});
});

describe('an answer', () => {
	const look = (headers: Record<string, string>) => () => refuseEncoded(answerOf(200, headers));

	it.each([
		[{ 'content-encoding': 'gzip' }],
		[{ 'content-encoding': ' BR ' }],
		[{ etag: '"a-gzip"' }],
		[{ etag: '"a;br"' }],
		[{ etag: 'W/"a:ZSTD"' }],
		[{ etag: '"a.deflate"' }],
	])('is seen to be encoded: %j', (headers) => {
		expect(look(headers)).toThrow(/sends the file compressed/);
	});

	it.each([
		[{}],
		[{ 'content-encoding': '' }],
		[{ 'content-encoding': ' Identity ' }],
		[{ etag: '"a-gzip"', 'content-length': '7' }],
		[{ etag: '"gzip"' }],
		[{ etag: '"a-gzip-b"' }],
	])('is not: %j', (headers) => {
		expect(look(headers)).not.toThrow();
	});
});
