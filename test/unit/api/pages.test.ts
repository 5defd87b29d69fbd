import type { IDataObject } from 'n8n-workflow';
import { fetchAll, fetchPage } from '../../../nodes/ApiVideo/api/pages';
import { answers, FakeNode, response } from '../support/fakeNode';
import { VirtualClock } from '../support/virtualClock';
import { callerOf } from '../support/callerOf';

const REQUEST = { path: '/upload-tokens', qs: { sortBy: 'ttl' } };

/** A list of so many entries, cut into pages as the service does it. */
function serviceWith(count: number): FakeNode {
	const all = Array.from({ length: count }, (_, n) => ({ n }));
	return new FakeNode({
		reply: ({ qs }) => {
			const { currentPage, pageSize } = qs as { currentPage: number; pageSize: number };
			const data = all.slice((currentPage - 1) * pageSize, currentPage * pageSize);
			return response(200, { data, pagination: { pagesTotal: Math.ceil(count / pageSize) } });
		},
	});
}

const asked = ({ requests }: FakeNode) =>
	requests.map(({ qs }) => [qs?.currentPage, qs?.pageSize].join('x'));

async function all(node: FakeNode, limit: number): Promise<unknown[]> {
	const entries = await fetchAll(callerOf(node.execution, new VirtualClock()), REQUEST, limit);
	return entries.map(({ n }) => n);
}

describe('fetchAll', () => {
	it.each<[number, number, number, string[]]>([
		[0, Infinity, 0, ['1x100']],
		[1, Infinity, 1, ['1x100']],
		[100, Infinity, 100, ['1x100']],
		[101, Infinity, 101, ['1x100', '2x100']],
		[250, Infinity, 250, ['1x100', '2x100', '3x100']],
		[250, 1, 1, ['1x1']],
		[250, 50, 50, ['1x50']],
		[250, 100, 100, ['1x100']],
		[250, 101, 101, ['1x100', '2x100']],
		[250, 200, 200, ['1x100', '2x100']],
		[150, 200, 150, ['1x100', '2x100']],
		[3, 50, 3, ['1x50']],
	])('of %d entries at most %d gives %d', async (count, limit, expected, pages) => {
		const node = serviceWith(count);
		expect(await all(node, limit)).toEqual(Array.from({ length: expected }, (_, n) => n));
		expect(asked(node)).toEqual(pages);
		expect(node.requests.every(({ qs }) => qs?.sortBy === 'ttl')).toBe(true);
		expect(node.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it.each<[string, IDataObject]>([
		['says nothing about pages', { data: [{ n: 0 }] }],
		['says nonsense about pages', { data: [{ n: 0 }], pagination: { pagesTotal: 'x' } }],
		['holds no list', { pagination: { pagesTotal: 1 } }],
	])('ends when the answer %s', async (_case, body) => {
		const node = new FakeNode({ reply: answers(response(200, body)) });
		expect(await all(node, Infinity)).toEqual(body.data ? [0] : []);
		expect(node.requests).toHaveLength(1);
	});
});

describe('fetchPage', () => {
	it.each([
		[1, 2],
		[2, 3],
		[3, undefined],
	])('page %d of 3 names the next one: %s', async (page, nextPage) => {
		const node = serviceWith(25);
		const result = await fetchPage(callerOf(node.execution, new VirtualClock()), REQUEST, page, 10);
		expect(result.nextPage).toBe(nextPage);
		expect(result.entries[0]).toEqual({ n: (page - 1) * 10 });
	});
});
