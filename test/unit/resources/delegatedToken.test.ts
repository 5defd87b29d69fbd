import type { IDataObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { parametersOfItem } from '../../../nodes/ApiVideo/n8n/parameters';
import { delegatedToken } from '../../../nodes/ApiVideo/resources/delegatedToken';
import { create } from '../../../nodes/ApiVideo/resources/delegatedToken/create';
import { deleteToken } from '../../../nodes/ApiVideo/resources/delegatedToken/delete';
import { get } from '../../../nodes/ApiVideo/resources/delegatedToken/get';
import { getMany } from '../../../nodes/ApiVideo/resources/delegatedToken/getMany';
import {
	lifetimeSeconds,
	TTL_MAX_SECONDS,
} from '../../../nodes/ApiVideo/resources/delegatedToken/lifetime';
import { rotate } from '../../../nodes/ApiVideo/resources/delegatedToken/rotate';
import type { Operation } from '../../../nodes/ApiVideo/resources/operation';
import {
	readDelegatedToken,
	searchDelegatedTokens,
} from '../../../nodes/ApiVideo/resources/delegatedToken/delegatedTokenLocator';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { networkError, wrapped } from '../support/httpErrors';
import { locator, runOperation } from '../support/runOperation';
import { expectReadable, troubleOf } from '../support/troubles';

const URL = 'https://sandbox.api.video/upload-tokens';
const PICKED = 'to1tcmSFHeYY5KzyhOqVKMKb';
const OBJECT = { token: PICKED, ttl: 3600, createdAt: '2026-11-23T12:00:00Z', expiresAt: null };

function world(parameters: IDataObject, ...steps: Array<IN8nHttpFullResponse | Error>) {
	const node = new FakeNode({ parameters, reply: answers(...steps) });
	return { node, run: async (operation: Operation) => await runOperation(operation, node) };
}

type Unit = Parameters<typeof lifetimeSeconds>[1];

describe('lifetimeSeconds', () => {
	it.each<[unknown, Unit, number]>([
		[0, 'seconds', 0],
		[0, 'days', 0],
		[1, 'seconds', 1],
		[1, 'minutes', 60],
		[1, 'hours', 3600],
		[1, 'days', 86_400],
		[90, 'minutes', 5400],
		['24', 'hours', 86_400],
		[' 7 ', 'days', 604_800],
		[2_147_483_647, 'seconds', 2_147_483_647],
		[35_791_394, 'minutes', 2_147_483_640],
		[596_523, 'hours', 2_147_482_800],
		[24_855, 'days', 2_147_472_000],
	])('%j %s are %d', (amount, unit, seconds) => {
		expect(lifetimeSeconds(amount, unit)).toBe(seconds);
	});

	it.each<[unknown]>([
		[-1],
		[1.5],
		['1.5'],
		['-1'],
		[NaN],
		[Infinity],
		['soon'],
		['1 hour'],
		[''],
		['  '],
		[null],
		[undefined],
		[true],
		[[1]],
		[{}],
	])('%j is no whole number', async (amount) => {
		const { message, advice } = await troubleOf(() => lifetimeSeconds(amount, 'hours'));
		expect(message).toContain('Time to Live must be a whole number from 0, but is ');
		expect(message).toMatch(/but is (empty|'.+')$/);
		expect(advice).toMatch(/90 Minutes instead of 1\.5 Hours.*never expires\.$/);
	});

	it.each<[number, Unit]>([
		[TTL_MAX_SECONDS + 1, 'seconds'],
		[35_791_395, 'minutes'],
		[596_524, 'hours'],
		[24_856, 'days'],
		[Number.MAX_SAFE_INTEGER, 'days'],
	])('%d %s are too long', async (amount, unit) => {
		const trouble = await troubleOf(() => lifetimeSeconds(amount, unit));
		expectReadable(trouble);
		expect(trouble.message).toBe(`Time to Live is too long: ${amount} ${unit}`);
		expect(trouble.advice).toMatch(/24,855 days.*0 for a token that never expires/);
	});

	it('has a unit that exists, and sends nothing otherwise', async () => {
		const { node, run } = world({ ttl: 1, ttlUnit: 'weeks' }, response(201, OBJECT));
		const trouble = await troubleOf(() => run(create));
		expectReadable(trouble);
		expect(trouble.message).toBe("Time to Live Unit has a value that does not exist here: 'weeks'");
		expect(node.requests).toEqual([]);
	});
});

describe('Create', () => {
	it('sends the seconds, and puts out what the service made', async () => {
		const { node, run } = world({ ttl: 2, ttlUnit: 'hours' }, response(201, OBJECT));
		expect(await run(create)).toEqual(OBJECT);
		expect(node.asked).toEqual([`POST ${URL}`]);
		expect(node.requests[0].body).toEqual({ ttl: 7200 });
	});

	it('sends 0 for a token that never expires', async () => {
		const { node, run } = world({ ttl: 0, ttlUnit: 'hours' }, response(201, OBJECT));
		await run(create);
		expect(node.requests[0].body).toEqual({ ttl: 0 });
	});

	it('sends nothing when Time to Live is no number', async () => {
		const { node, run } = world({ ttl: -1, ttlUnit: 'hours' }, response(201, OBJECT));
		await troubleOf(() => run(create));
		expect(node.requests).toEqual([]);
	});

	it('does not make a second token when the answer was lost', async () => {
		const lost = wrapped(networkError('ECONNRESET'));
		const { node, run } = world({ ttl: 1, ttlUnit: 'hours' }, lost, response(201, OBJECT));
		await troubleOf(() => run(create));
		expect(node.requests).toHaveLength(1);
	});
});

describe('Get', () => {
	it('asks for the token', async () => {
		const { node, run } = world({ uploadToken: locator('id', PICKED) }, response(200, OBJECT));
		expect(await run(get)).toEqual(OBJECT);
		expect(node.asked).toEqual([`GET ${URL}/${PICKED}`]);
	});

	it('does not repeat the token when it is not found', async () => {
		const title = `The token ${PICKED} does not exist`;
		const step = problemResponse(404, 'resource-not-found', { title });
		const { run } = world({ uploadToken: locator('id', PICKED) }, step);
		const trouble = await troubleOf(() => run(get));
		expectReadable(trouble);
		expect(trouble.message).toBe('The delegated token was not found');
		expect(`${trouble.message} ${trouble.advice}`).not.toContain(PICKED);
	});
});

describe('Delete', () => {
	it('deletes the token, and says so', async () => {
		const { node, run } = world({ uploadToken: locator('list', PICKED) }, response(204, ''));
		expect(await run(deleteToken)).toMatchObject({ deleted: true, token: PICKED });
		expect(node.asked).toEqual([`DELETE ${URL}/${PICKED}`]);
	});

	it('is done when a lost answer was the one that deleted it', async () => {
		const gone = problemResponse(404, 'resource-not-found');
		const lost = wrapped(networkError('ECONNRESET'));
		const { node, run } = world({ uploadToken: locator('id', PICKED) }, lost, gone);
		expect(await run(deleteToken)).toMatchObject({ deleted: true });
		expect(node.requests).toHaveLength(2);
	});
});

describe('Rotate', () => {
	it('shows as a text what api.video says of a token that was not deleted', async () => {
		const refused = problemResponse(400, 'new', { detail: 'Wait <b>long</b>' });
		const parameters = { tokensToDelete: 'token', uploadToken: locator('id', 'toOld') };
		const { node, run } = world(parameters, response(200, OBJECT), refused);
		const output = (await run(rotate)) as IDataObject;
		expect(output.rotation).toMatchObject({ notDeleted: 1 });
		expect(JSON.stringify(output.rotation)).toContain('Wait <b>long</b>');
		expect(node.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('Wait &lt;b&gt;long&lt;/b&gt;'),
		]);
	});
});

describe('Get Many', () => {
	const page = response(200, { data: [OBJECT], pagination: { pagesTotal: 1 } });

	it.each<[IDataObject, IDataObject]>([
		[
			{ returnAll: false, limit: 5 },
			{ currentPage: 1, pageSize: 5 },
		],
		[
			{ returnAll: false, limit: '7' },
			{ currentPage: 1, pageSize: 7 },
		],
		[{ returnAll: true }, { currentPage: 1, pageSize: 100 }],
		[
			{ returnAll: true, options: { sortBy: 'ttl', sortOrder: 'asc' } },
			{ currentPage: 1, pageSize: 100, sortBy: 'ttl', sortOrder: 'asc' },
		],
	])('%j', async (parameters, qs) => {
		const { node, run } = world(parameters, page);
		expect(await run(getMany)).toEqual([OBJECT]);
		expect(node.requests.map((request) => request.qs)).toEqual([qs]);
		expect(node.asked).toEqual([`GET ${URL}`]);
	});

	it.each(['many', 0, -1, ''])('does not silently give nothing when Limit is %j', async (limit) => {
		const { run } = world({ returnAll: false, limit }, page);
		const trouble = await troubleOf(() => run(getMany));
		expect(trouble.message).toContain('Limit');
	});
});

describe('the token that was picked', () => {
	const read = (uploadToken: unknown) => {
		const n8n = new FakeNode({ parameters: { uploadToken } as IDataObject }).execution;
		return readDelegatedToken({ parameters: parametersOfItem(n8n, 0) } as never);
	};

	it.each([
		['from the list', locator('list', PICKED)],
		['by ID', locator('id', PICKED)],
		['by ID, with blanks around it', locator('id', ` ${PICKED}\n`)],
		['as a text, from an expression', PICKED],
	])('%s', (_case, value) => {
		expect(read(value)).toBe(PICKED);
	});

	it.each(['', '  '])('may be missing: %j', async (value) => {
		const trouble = await troubleOf(() => read(locator('id', value)));
		expectReadable(trouble);
		expect(trouble.message).toBe('No delegated token was given');
	});

	it.each([
		'to1 secretPart',
		'to1/../secretPart',
		'https://ws.api.video/upload?token=secretPart',
		'{"token":"secretPart"}',
		'[object Object] secretPart',
		'to1?secretPart',
	])('is not repeated when it cannot be one: %s', async (value) => {
		const trouble = await troubleOf(() => read(locator('id', value)));
		expectReadable(trouble);
		expect(trouble.message).toMatch(
			/^The value of Delegated Token is not a token$|^Delegated Token has an object in it/,
		);
		expect(`${trouble.message} ${trouble.advice}`).not.toContain('secretPart');
	});
});

describe('the list of tokens', () => {
	const tokens = ['toAAAAAAsecret1', 'toBBBBBBsecret2', 'toCCCCCCsecret3'].map((token, n) => ({
		...OBJECT,
		token,
		expiresAt: n === 1 ? '2026-11-24T08:30:00+00:00' : null,
	}));
	const search = async (filter?: string, paginationToken?: string, pagesTotal = 1) => {
		const reply = answers(response(200, { data: tokens, pagination: { pagesTotal } }));
		const node = new FakeNode({ reply });
		const list = await searchDelegatedTokens.call(node.editor, filter, paginationToken);
		return { node, ...list };
	};

	it('names each token by its first six characters, and when it ends', async () => {
		const { results } = await search();
		expect(results).toHaveLength(3);
		expect(results[0]).toMatchObject({ value: 'toAAAAAAsecret1' });
		expect(results[0].name).toBe('toAAAA... (created 2026-11-23 13:00, never expires)');
		expect(results[1].name).toMatch(/^toBBBB\.\.\..*expires 2026-11-24 09:30\)$/);
	});

	it('never shows more of a token', async () => {
		const { results } = await search();
		for (const { name, value, url, description } of results) {
			const shown = [name, url, description].join(' ');
			expect(shown).toContain(String(value).slice(0, 6));
			expect(shown).not.toContain(String(value).slice(0, 7));
			expect(shown).not.toContain('secret');
		}
	});

	it('filters by what it shows', async () => {
		expect((await search('TOBBBB')).results.map(({ value }) => value)).toEqual(['toBBBBBBsecret2']);
		expect((await search('never')).results).toHaveLength(2);
		expect((await search('secret')).results).toEqual([]);
	});

	it('goes page by page, the newest first', async () => {
		const { node, paginationToken } = await search('', '2', 3);
		expect(node.requests[0].qs).toEqual({
			sortBy: 'createdAt',
			sortOrder: 'desc',
			currentPage: 2,
			pageSize: 100,
		});
		expect(paginationToken).toBe('3');
		expect((await search('', '3', 3)).paginationToken).toBeUndefined();
	});

	it('shows why it stays empty', async () => {
		const node = new FakeNode({ reply: answers(response(403, '<html>')) });
		await expect(searchDelegatedTokens.call(node.editor)).rejects.toMatchObject({
			message: 'The answer did not come from the API of api.video (HTTP 403)',
			description: expect.stringContaining('proxy'),
		});
	});
});

it('has Create, Delete, Get and Get Many', () => {
	expect(delegatedToken.operations.map(({ value }) => value)).toEqual(
		expect.arrayContaining(['create', 'delete', 'get', 'getAll']),
	);
});
