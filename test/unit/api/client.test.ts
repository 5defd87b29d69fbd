import type { IHttpRequestMethods, IN8nHttpFullResponse } from 'n8n-workflow';
import { apiRequest, type ApiContext, type ApiRequest } from '../../../nodes/ApiVideo/api/client';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import {
	answers,
	FakeNode,
	problemResponse,
	response,
	type FakeNodeOptions,
} from '../support/fakeNode';
import { networkError, statusError, wrapped } from '../support/httpErrors';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';

const OK = response(200, { videoId: 'vi1' });
const LOST = wrapped(networkError('ECONNRESET'));
const LIMITED = problemResponse(429, 'too-many-requests');
const UNAVAILABLE = response(503, { status: 503 });
const NOT_FOUND = problemResponse(404, 'resource-not-found');
const GONE = response(204, '');

function world(
	steps: Array<IN8nHttpFullResponse | Error>,
	method: IHttpRequestMethods = 'GET',
	more: Partial<ApiRequest> = {},
	options: Partial<FakeNodeOptions> = {},
) {
	const node = new FakeNode({ reply: answers(...steps), ...options });
	const clock = new VirtualClock(() => 1);
	const request = { method, path: '/videos/vi1', subject: 'The video vi1', ...more };
	return {
		node,
		clock,
		run: async (context: ApiContext = node.execution) => await apiRequest(context, clock, request),
	};
}

describe('a request', () => {
	it('goes to the environment of the credential, signed by it, with all that was given', async () => {
		const { node, run } = world([OK], 'PATCH', { qs: { a: 1 }, body: { title: 'New' } });
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(node.requests).toEqual([
			{
				credential: 'apiVideoApi',
				method: 'PATCH',
				url: 'https://sandbox.api.video/videos/vi1',
				qs: { a: 1 },
				body: { title: 'New' },
				json: true,
				headers: { 'AV-Origin-App': expect.stringMatching(/^n8n-nodes-apivideo:/) },
				timeout: 60_000,
				disableFollowRedirect: true,
				returnFullResponse: true,
				// A 401 must reach n8n, which renews the access token and sends again.
				ignoreHttpStatusErrors: { ignore: true, except: [401] },
			},
		]);
	});

	it('can be made while the editor fills a list', async () => {
		const { node, run } = world([OK]);
		expect(await run(node.editor)).toEqual({ videoId: 'vi1' });
	});

	it('goes nowhere without an address', async () => {
		const credentials = { apiVideoApi: { environment: 'custom', baseUrl: 'nowhere' } };
		const { node, run } = world([OK], 'GET', {}, { credentials });
		expect((await troubleOf(() => run())).message).toContain('Base URL');
		expect(node.requests).toEqual([]);
	});

	it('comes back empty from a 204', async () => {
		expect(await world([GONE], 'DELETE').run()).toEqual({});
	});

	it.each(['<html>', '', '{"videoId":"vi', ['a']])(
		'does not take %j for an object',
		async (body) => {
			const trouble = await troubleOf(() => world([response(200, body)]).run());
			expectReadable(trouble);
			expect(trouble.message).toContain('did not come from the API');
		},
	);
});

describe('sending again', () => {
	it.each<[string, IHttpRequestMethods, IN8nHttpFullResponse | Error, number[]]>([
		['429 to a GET', 'GET', LIMITED, [500]],
		['429 to a POST', 'POST', LIMITED, [500]],
		['429 of a proxy', 'POST', response(429, '<html>'), [500]],
		[
			'429 with the header of api.video',
			'POST',
			limitedFor('x-ratelimit-retry-after', '7'),
			[7000],
		],
		['429 with the header of a proxy', 'GET', limitedFor('Retry-After', '9'), [9000]],
		['503 to a GET', 'GET', UNAVAILABLE, [500]],
		['502 of a proxy to a GET', 'GET', response(502, '<html>'), [500]],
		['503 to a PATCH', 'PATCH', UNAVAILABLE, [500]],
		['a success that was cut off', 'GET', response(200, '{"videoId":"vi'), [500]],
		['no answer to a GET', 'GET', LOST, [500]],
		['no answer to a DELETE', 'DELETE', LOST, [500]],
	])('%s', async (_case, method, first, waits) => {
		const { node, clock, run } = world([first, OK], method, { body: { a: 1 } });
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(clock.waits).toEqual(waits);
		expect(node.requests).toHaveLength(2);
		expect(node.requests[1]).toEqual(node.requests[0]);
	});

	it('happens for a POST that does no harm', async () => {
		const { node, run } = world([LOST, UNAVAILABLE, OK], 'POST', { repeatable: true });
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(node.requests).toHaveLength(3);
	});

	it.each<[string, IHttpRequestMethods, IN8nHttpFullResponse | Error]>([
		['503 to a POST', 'POST', UNAVAILABLE],
		['no answer to a POST', 'POST', LOST],
		['a success of a POST that was cut off', 'POST', response(201, '{"videoId":"vi')],
		['a certificate that is not trusted', 'GET', wrapped(networkError('CERT_HAS_EXPIRED'))],
		['what n8n cannot send', 'GET', wrapped(networkError(undefined, 'Unsupported protocol'))],
		['400', 'GET', problemResponse(400, 'invalid-attribute', { name: 'title' })],
		['401', 'GET', wrapped(statusError(401, { status: 401 }))],
		['403', 'GET', problemResponse(403, 'authorization-suspended-account')],
		['404', 'GET', NOT_FOUND],
		['404 to a first DELETE', 'DELETE', NOT_FOUND],
		['a redirect', 'GET', response(302, '')],
	])('does not happen after %s', async (_case, method, first) => {
		const { node, clock, run } = world([first, OK], method);
		expectReadable(await troubleOf(() => run()));
		expect([node.requests.length, clock.waits]).toEqual([1, []]);
	});

	it.each<[string, IN8nHttpFullResponse | Error, RegExp]>([
		['429', LIMITED, /rate limit/],
		['503', UNAVAILABLE, /could not answer \(HTTP 503\)/],
		['no answer', LOST, /connection was closed/],
	])('ends after the fifth time: %s', async (_case, step, words) => {
		const { node, clock, run } = world([step]);
		const trouble = await troubleOf(() => run());
		expect(trouble.message).toMatch(words);
		expect([node.requests.length, clock.waits]).toEqual([5, [500, 1000, 2000, 4000]]);
	});

	it.each([
		['no answer', [LOST, NOT_FOUND]],
		['503', [UNAVAILABLE, NOT_FOUND]],
		['a success that cannot be read', [response(200, '<html>'), NOT_FOUND]],
		['no answer, then 429', [LOST, LIMITED, NOT_FOUND]],
	])('finds nothing left to delete after %s: that is done', async (_case, steps) => {
		expect(await world(steps, 'DELETE').run()).toEqual({});
	});

	it('does not take a 404 for done when the tries before have certainly not arrived', async () => {
		const { message } = await troubleOf(() => world([LIMITED, NOT_FOUND], 'DELETE').run());
		expect(message).toBe('The video vi1 was not found');
	});

	it('does not take a 404 for done where nothing was to be deleted', async () => {
		const { message } = await troubleOf(() => world([LOST, NOT_FOUND], 'PATCH').run());
		expect(message).toBe('The video vi1 was not found');
	});

	it('ends at once when the execution is cancelled', async () => {
		const { node, clock, run } = world([LOST], 'GET', {}, { signal: AbortSignal.abort() });
		expect((await troubleOf(() => run())).message).toBe('The execution was canceled');
		expect([node.requests.length, clock.waits]).toEqual([1, []]);
	});

	it('ends when the execution is cancelled in a wait', async () => {
		const { node, clock, run } = world([UNAVAILABLE]);
		clock.sleep = async () => await Promise.reject(new Trouble('stop', 'Stop.'));
		expect((await troubleOf(() => run())).message).toBe('stop');
		expect(node.requests).toHaveLength(1);
	});
});

describe('what a request tells when it ends', () => {
	it('carries the status', async () => {
		const { httpStatus, message } = await troubleOf(() => world([NOT_FOUND]).run());
		expect([httpStatus, message]).toEqual([404, 'The video vi1 was not found']);
	});

	it('hides the secrets', async () => {
		const step = problemResponse(400, 'unknown-slug', { title: 'toSecret1 is odd' });
		const { message } = await troubleOf(() =>
			world([step], 'GET', { secrets: ['toSecret1'] }).run(),
		);
		expect(message).toContain('[hidden] is odd');
	});
});

function limitedFor(name: string, value: string): IN8nHttpFullResponse {
	return response(429, {}, { [name]: value });
}
