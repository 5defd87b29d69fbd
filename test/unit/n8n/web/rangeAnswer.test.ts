import {
	rangeHeader,
	readContentLength,
	readContentRange,
	readUnsatisfied,
} from '../../../../nodes/ApiVideo/n8n/web/rangeAnswer';

describe('Content-Range', () => {
	it.each([
		['bytes 0-9/10', { from: 0, to: 9, total: 10 }],
		['Bytes  5-5/32212254720', { from: 5, to: 5, total: 32212254720 }],
		['bytes 0-9/*', { from: 0, to: 9, total: undefined }],
		// No file has so many bytes: whoever measures it says so.
		[`bytes 0-9/${2n ** 60n}`, { from: 0, to: 9, total: 2 ** 60 }],
		[`bytes 0-${'9'.repeat(17)}/*`, { from: 0, to: 1e17, total: undefined }],
	])('is read: %s', (header, range) => {
		expect(readContentRange(header)).toEqual(range);
	});

	it.each([
		undefined,
		'',
		'bytes */10',
		'bytes 9-0/10',
		'bytes 0-10/10',
		'bytes 0-9',
		'bytes 0-9/10, bytes 0-9/10',
		'bytes -1-9/10',
		'bytes 0x0-9/10',
		'items 0-9/10',
		'xbytes 0-9/10',
		'bytes 0-9/+10',
		'bytes 0-9/-10',
		'bytes +0-9/10',
		'bytes 0-9/1e3',
		'bytes 0-9/10.0',
	])('is none that can be: %s', (header) => {
		expect(readContentRange(header)).toBeUndefined();
	});

	it.each([
		['bytes */0', 0],
		['bytes */1234', 1234],
		['Bytes  */1234 ', 1234],
		[`bytes */${2n ** 60n}`, 2 ** 60],
		['bytes 0-9/10', undefined],
		['xbytes */10', undefined],
		['bytes */10, bytes */12', undefined],
		['bytes */x', undefined],
		[undefined, undefined],
	])('of a refusal tells the size: %s', (header, size) => {
		expect(readUnsatisfied(header)).toBe(size);
	});
});

describe('Content-Length', () => {
	it.each([
		['0', 0],
		[' 32212254720 ', 32212254720],
		[String(2n ** 60n), 2 ** 60],
		['', undefined],
		['-1', undefined],
		['+1', undefined],
		['1e3', undefined],
		['10, 10', undefined],
		[undefined, undefined],
	])('%s', (header, bytes) => {
		expect(readContentLength(header)).toBe(bytes);
	});
});

it('Range asks for bytes, both ends included', () => {
	expect(rangeHeader({ from: 0, to: 9 })).toBe('bytes=0-9');
});
