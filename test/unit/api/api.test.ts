import { Api } from '../../../nodes/ApiVideo/api/api';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { callerOf } from '../support/callerOf';
import { troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

const SECOND_MS = 1000;
const question = { path: '/things', qs: { sortBy: 'createdAt' }, body: { a: 1 } };
const page = (...names: string[]) =>
	response(200, { data: names.map((name) => ({ name })), pagination: { pagesTotal: 2 } });
const UNAVAILABLE = response(503, { status: 503 });
const SERVER = 'https://sandbox.api.video';

function world(...steps: Parameters<typeof answers>) {
	const node = new FakeNode({ reply: answers(...steps) });
	const clock = new VirtualClock(() => 1);
	return { node, clock, api: new Api(callerOf(node.execution, clock)) };
}

it.each(['get', 'post', 'put', 'patch', 'delete'] as const)('%s', async (method) => {
	const { node, api } = world(response(200, { name: 'a' }));
	expect(await api[method](question)).toEqual({ name: 'a' });
	expect(node.asked).toEqual([`${method.toUpperCase()} ${SERVER}/things`]);
	expect(node.requests[0]).toMatchObject({ qs: question.qs, body: question.body });
});

it('a list is fetched page after page, and no further than it is wanted', async () => {
	const { node, api } = world(page('a', 'b'), page('c'));
	expect(await api.list({ path: '/things' }, Infinity)).toEqual([
		{ name: 'a' },
		{ name: 'b' },
		{ name: 'c' },
	]);
	expect(node.requests.map(({ qs }) => qs)).toMatchObject([
		{ currentPage: 1, pageSize: 100 },
		{ currentPage: 2, pageSize: 100 },
	]);
	expect(await world(page('a', 'b')).api.list({ path: '/things' }, 1)).toEqual([{ name: 'a' }]);
});

it('a page of a list names the one after it', async () => {
	const { node, api } = world(page('a'));
	expect(await api.page({ path: '/things' }, 1, 7)).toEqual({
		entries: [{ name: 'a' }],
		nextPage: 2,
	});
	expect(node.requests[0].qs).toEqual({ currentPage: 1, pageSize: 7 });
});

it('n8n signs in anew with a question that costs little, which lets a 401 through to it', async () => {
	const { node, api } = world(response(200, { data: [] }));
	await api.renew();
	expect(node.asked).toEqual([`GET ${SERVER}/upload-tokens`]);
	expect(node.requests[0]).toMatchObject({ qs: { pageSize: 1 }, ignoreHttpStatusErrors: false });
	const refused = world(problemResponse(401, 'authentication-invalid-api-key'));
	expect((await troubleOf(() => refused.api.renew())).message).toContain('API key');
});

describe('until a signal of its own', () => {
	it('requests are not sent once that is aborted, and it is not the execution that was cancelled', async () => {
		const { node, api } = world(response(200, {}));
		const own = api.until(AbortSignal.abort());
		const { message } = await troubleOf(() => own.get(question));
		expect(message).toMatch(/^The request could not be sent in the time that was left/);
		expect(node.asked).toEqual([]);
	});

	it('an outage is waited out for as long as is said, else for as long as usual', async () => {
		const { api, clock } = world(response(200, {}), UNAVAILABLE);
		await api.get(question);
		const { signal } = new AbortController();
		const waited = async (own: Api) => {
			const began = clock.now();
			await troubleOf(() => own.get(question));
			return (clock.now() - began) / SECOND_MS;
		};
		expect(await waited(api.until(signal, 30 * SECOND_MS))).toBeLessThan(61);
		expect(await waited(api.until(signal))).toBeGreaterThan(61);
	});
});
