import { retryAfter } from '../../../nodes/ApiVideo/upload';

const now = Date.parse('2026-11-23T12:00:00Z');
const IN_9_S = 'Mon, 23 Nov 2026 12:00:09 GMT';

describe('retryAfter', () => {
	it.each<[Record<string, string>, number | undefined]>([
		[{}, undefined],
		[{ 'retry-after': '' }, undefined],
		[{ 'retry-after': '3' }, 3000],
		[{ 'retry-after': ' 1.5 ' }, 1500],
		[{ 'retry-after': '0' }, 0],
		[{ 'retry-after': '86400' }, 120_000],
		[{ 'retry-after': IN_9_S }, 9000],
		[{ 'retry-after': 'Monday, 23-Nov-26 12:00:09 GMT' }, 9000],
		[{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
		[{ 'retry-after': '3', 'x-ratelimit-retry-after': '41' }, 41_000],
		[{ 'retry-after': '41', 'x-ratelimit-retry-after': '3' }, 41_000],
	])('%j asks for %p ms', (headers, expected) => {
		expect(retryAfter(headers, now)).toBe(expected);
	});

	it.each([-3650, 0, 3650])(
		'reads a date by the clock of whoever sent it, whatever that of this computer shows: %d days off',
		(days) => {
			const headers = { 'retry-after': IN_9_S, date: 'Mon, 23 Nov 2026 12:00:02 GMT' };
			expect(retryAfter(headers, now + days * 86_400_000)).toBe(7000);
			expect(retryAfter({ ...headers, date: 'no date' }, now)).toBe(9000);
		},
	);

	// Node joins what was sent twice by a comma.
	it.each<[string, number]>([
		['1, 1', 1000],
		['1,7', 7000],
		['7, 1, soon', 7000],
		[`${IN_9_S}, ${IN_9_S}`, 9000],
		[`3, ${IN_9_S}`, 9000],
		[`${IN_9_S}, 20`, 20_000],
		['Mon, 23 Nov 2026 11:00:00 GMT, 2', 2000],
	])('sent twice, the longest counts: %s', (value, expected) => {
		expect(retryAfter({ 'retry-after': value }, now)).toBe(expected);
	});

	it.each(['soon', 'soon 1', '-1', '1e9', 'Infinity', 'NaN', '0x10', ',', 'undefined'])(
		'passes over what is neither seconds nor a date: %s',
		(value) => {
			expect(retryAfter({ 'retry-after': value }, now)).toBeUndefined();
			const headers = { 'retry-after': '5', 'x-ratelimit-retry-after': value };
			expect(retryAfter(headers, now)).toBe(5000);
		},
	);
});
