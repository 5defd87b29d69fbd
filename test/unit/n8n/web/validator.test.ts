import { ifRange, isSameVersion, validatorOf } from '../../../../nodes/ApiVideo/n8n/web/validator';

const MONDAY = 'Mon, 23 Nov 2026 12:00:00 GMT';
const TUESDAY = 'Tue, 24 Nov 2026 12:00:00 GMT';

describe('If-Range', () => {
	it.each([
		[{ etag: '"a"', 'last-modified': MONDAY }, '"a"'],
		[{ etag: '"a"' }, '"a"'],
		[{ etag: 'W/"a"', 'last-modified': MONDAY }, MONDAY],
		[{ 'last-modified': MONDAY }, MONDAY],
		[{ etag: 'W/"a"' }, undefined],
		[{}, undefined],
	])('of %j is %s', (headers, value) => {
		expect(ifRange(validatorOf(headers))).toBe(value);
	});
});

describe('an answer is of the same version', () => {
	it.each([
		[{ etag: '"a"', 'last-modified': MONDAY }, { etag: '"a"' }, true],
		// A strong ETag says it all: servers that share the work may have written the file at different times.
		[{ etag: '"a"', 'last-modified': MONDAY }, { etag: '"a"', 'last-modified': TUESDAY }, true],
		[{ etag: '"a"' }, { etag: '"b"' }, false],
		[{ etag: '"a"' }, { etag: 'W/"a"' }, false],
		[{ etag: '"a"' }, {}, false],
		[{ 'last-modified': MONDAY }, { 'last-modified': MONDAY }, true],
		[{ 'last-modified': MONDAY }, { 'last-modified': TUESDAY }, false],
		// An answer to If-Range need not repeat it.
		[{ 'last-modified': MONDAY }, {}, true],
		[{ etag: 'W/"a"', 'last-modified': MONDAY }, { etag: 'W/"b"', 'last-modified': MONDAY }, false],
		[{ etag: 'W/"a"' }, { etag: 'W/"a"' }, true],
		[{ etag: 'W/"a"' }, { etag: '"a"' }, true],
		[{}, {}, true],
		[{}, { etag: '"a"' }, true],
	])('first %j, then %j: %s', (known, later, same) => {
		expect(isSameVersion(validatorOf(known), later)).toBe(same);
	});
});
