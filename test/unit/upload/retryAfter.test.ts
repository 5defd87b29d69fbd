import { retryAfter } from '../../../nodes/ApiVideo/upload';

const now = Date.parse('2026-11-23T12:00:00Z');

describe('retryAfter', () => {
	it.each<[Record<string, string>, number | undefined]>([
		[{}, undefined],
		[{ 'retry-after': '' }, undefined],
		[{ 'retry-after': 'soon' }, undefined],
		[{ 'retry-after': '3' }, 3000],
		[{ 'retry-after': '0' }, 0],
		[{ 'retry-after': '-5' }, 0],
		[{ 'retry-after': '86400' }, 120_000],
		[{ 'retry-after': 'Mon, 23 Nov 2026 12:00:09 GMT' }, 9000],
		[{ 'retry-after': '3', 'x-ratelimit-retry-after': '41' }, 41_000],
	])('%j asks for %p ms', (headers, expected) => {
		expect(retryAfter(headers, now)).toBe(expected);
	});
});
