import { createHash } from 'node:crypto';
import {
	ifRange,
	isSameVersion,
	validatorOf,
	versionOf,
} from '../../../../nodes/ApiVideo/n8n/web/validator';

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
		[{ etag: 'W/"ab"' }, { etag: '"aW/b"' }, false],
		[{}, {}, true],
		[{}, { etag: '"a"' }, true],
	])('first %j, then %j: %s', (known, later, same) => {
		expect(isSameVersion(validatorOf(known), later)).toBe(same);
	});
});

describe('what may be kept of a version for weeks', () => {
	const hash = (etag: string) => createHash('sha256').update(etag).digest('hex').slice(0, 32);
	const MONDAY_S = Date.parse(MONDAY) / 1000;

	it.each<[Record<string, string>, object]>([
		[{ etag: '"a"' }, { tag: hash('"a"') }],
		[{ etag: 'W/"a"' }, {}],
		[{ etag: '' }, {}],
		[{ 'last-modified': MONDAY, date: TUESDAY }, { modifiedAt: MONDAY_S }],
		[{ 'last-modified': MONDAY, date: 'Mon, 23 Nov 2026 12:00:01 GMT' }, { modifiedAt: MONDAY_S }],
		// Another change in the same second would not show.
		[{ 'last-modified': MONDAY, date: MONDAY }, {}],
		[{ 'last-modified': TUESDAY, date: MONDAY }, {}],
		[{ 'last-modified': MONDAY }, {}],
		[{ 'last-modified': 'today', date: TUESDAY }, {}],
		[{ date: TUESDAY }, {}],
		[{}, {}],
	])('of %j', (headers, kept) => {
		expect(versionOf(headers)).toEqual(kept);
	});
});
