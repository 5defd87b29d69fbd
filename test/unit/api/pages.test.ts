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
		['says of its page what is no number', { data: [{ n: 0 }], pagination: { currentPage: '7' } }],
		['has no object for its pages', { data: [{ n: 0 }], pagination: [5] }],
	])('ends when the answer %s', async (_case, body) => {
		const node = new FakeNode({ reply: answers(response(200, body)) });
		expect(await all(node, Infinity)).toEqual([0]);
		expect(node.requests).toHaveLength(1);
	});

	it.each<[string, IDataObject]>([
		['nothing', { pagination: { pagesTotal: 1 } }],
		['an object', { data: { n: 0 } }],
		['a text', { data: 'n' }],
		['a list of other things', { data: [{ n: 0 }, 7] }],
		['a list with null in it', { data: [null] as unknown as IDataObject[] }],
		['a list of lists', { data: [[]] as unknown as IDataObject[] }],
	])('takes %s for no list, and says so', async (_case, body) => {
		const node = new FakeNode({ reply: answers(response(200, body)) });
		await expect(all(node, Infinity)).rejects.toThrow(
			'api.video was asked for a list, and sent something else',
		);
	});

	it('takes a page with 200,000 entries, and hands out as many as were asked for', async () => {
		const data = Array.from({ length: 200_000 }, (_, n) => ({ n }));
		const node = new FakeNode({ reply: answers(response(200, { data })) });
		expect(await all(node, 3)).toEqual([0, 1, 2]);
		expect(await all(node, Infinity)).toHaveLength(200_000);
	});

	it('ends at an empty page, however many are said to follow', async () => {
		const pagination = { pagesTotal: 1e308 };
		const node = new FakeNode({
			reply: ({ qs }) =>
				response(200, { data: qs?.currentPage === 1 ? [{ n: 0 }] : [], pagination }),
		});
		expect(await all(node, Infinity)).toEqual([0]);
		expect(node.requests).toHaveLength(2);
	});

	it.each<[string, string, IDataObject]>([
		['goes back', 'another page of it', { currentPage: 1, pagesTotal: 9 }],
		['does not go on', 'a page of it twice', { pagesTotal: 9 }],
	])('stops where the list %s', async (_case, sent, pagination) => {
		const node = new FakeNode({ reply: () => response(200, { data: [{ n: 0 }], pagination }) });
		await expect(all(node, Infinity)).rejects.toThrow(
			`api.video was asked for a list, and sent ${sent}`,
		);
		expect(node.requests).toHaveLength(2);
	});

	it('stops where the list has no end', async () => {
		let n = 0;
		const others = Array<object>(99_999).fill({});
		const page = () => [{ n: n++ }, ...others];
		const node = new FakeNode({
			reply: ({ qs }) => {
				const currentPage = Number(qs?.currentPage);
				return response(200, {
					data: page(),
					pagination: { currentPage, pagesTotal: currentPage + 1 },
				});
			},
		});
		await expect(all(node, Infinity)).rejects.toThrow(
			'The list has more than 1,000,000 entries, or has no end',
		);
		expect(node.requests).toHaveLength(11);
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
