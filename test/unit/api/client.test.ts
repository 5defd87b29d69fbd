import type { IHttpRequestMethods, IN8nHttpFullResponse } from 'n8n-workflow';
import { apiRequest, type ApiContext, type ApiRequest } from '../../../nodes/ApiVideo/api/client';
import { accountOf } from '../../../nodes/ApiVideo/api/account';
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
import { stillClock } from '../support/stillClock';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { callerOf } from '../support/callerOf';

const OK = response(200, { videoId: 'vi1' });
const LOST = wrapped(networkError('ECONNRESET'));
const LIMITED = problemResponse(429, 'too-many-requests');
const UNAVAILABLE = response(503, { status: 503 });
const NOT_FOUND = problemResponse(404, 'resource-not-found');
const GONE = response(204, '');
const MINUTE_MS = 60_000;

function world(
	steps: Array<IN8nHttpFullResponse | Error>,
	method: IHttpRequestMethods = 'GET',
	more: Partial<ApiRequest> = {},
	options: Partial<FakeNodeOptions> = {},
	signal = options.signal ?? NEVER,
) {
	const node = new FakeNode({ reply: answers(...steps), ...options });
	const clock = new VirtualClock(() => 1);
	const request = { method, path: '/videos/vi1', subject: 'The video vi1', ...more };
	const caller = callerOf(node.execution, clock, signal);
	return {
		node,
		clock,
		run: async (n8n: ApiContext = caller.n8n) => await apiRequest({ ...caller, n8n }, request),
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
				// What is read of it has bounds.
				encoding: 'stream',
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
		// A 429 holds the lane, and a tenth longer: others may have been refused at the same moment.
		['429 to a GET', 'GET', LIMITED, [550]],
		['429 to a POST', 'POST', LIMITED, [550]],
		['429 of a proxy', 'POST', response(429, '<html>'), [550]],
		[
			'429 with the header of api.video',
			'POST',
			limitedFor('x-ratelimit-retry-after', '7'),
			[7700],
		],
		['429 with the header of a proxy', 'GET', limitedFor('Retry-After', '9'), [9900]],
		['503 to a GET', 'GET', UNAVAILABLE, [500]],
		// Every answer says when the window ends.
		['503 with 57 s left of the window', 'GET', lateInWindow(503, { status: 503 }), [500]],
		['a success cut off with 57 s left', 'GET', lateInWindow(200, '{"videoId":"vi'), [500]],
		['503 with the header of a proxy', 'GET', response(503, {}, { 'Retry-After': '9' }), [9000]],
		['408 to a PATCH', 'PATCH', response(408, { status: 408 }), [500]],
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
		['408 to a POST', 'POST', response(408, '<html>')],
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

	it('waits a 429 out for fifteen minutes, although the service has never taken anything', async () => {
		const { node, clock, run } = world([LIMITED], 'POST');
		expect((await troubleOf(() => run())).message).toMatch(
			/rate limit.* \(tried for 15 minutes\)$/,
		);
		const waits = [550, 1100, 2200, 4400, 8800, 17_600, ...Array<number>(29).fill(33_000)];
		expect([node.requests.length, clock.waits]).toEqual([36, waits]);
	});

	it.each(['0', '1, 1', '-1', 'soon', 'Mon, 23 Nov 2020 12:00:00 GMT'])(
		'waits no less than the backoff, whatever the service asks for: %s',
		async (value) => {
			const first = limitedFor('Retry-After', value);
			const { clock, run } = world([first, first, first, OK]);
			expect(await run()).toEqual({ videoId: 'vi1' });
			expect(clock.waits).toEqual([value === '1, 1' ? 1100 : 550, 1100, 2200]);
		},
	);

	it.each<[string, IN8nHttpFullResponse | Error, RegExp]>([
		['503', UNAVAILABLE, /could not answer \(HTTP 503\)/],
		['no answer', LOST, /connection was closed/],
	])('ends after a minute where the service has never answered: %s', async (_case, step, words) => {
		const { clock, run } = world([step]);
		const trouble = await troubleOf(() => run());
		expect(trouble.message).toMatch(words);
		expect(trouble.message).toMatch(/ \(tried for 62 seconds\)$/);
		expect(clock.waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000]);
	});

	it.each<[string, IN8nHttpFullResponse | Error, RegExp]>([
		['503', UNAVAILABLE, /could not answer \(HTTP 503\)/],
		['no answer', LOST, /connection was closed/],
	])('goes on for fifteen minutes where it has: %s', async (_case, step, words) => {
		const { clock, run } = world([OK, step]);
		await run();
		const trouble = await troubleOf(() => run());
		expect(trouble.message).toMatch(words);
		expect(trouble.message).toMatch(/ \(tried for 15 minutes\)$/);
		expect(clock.now()).toBeGreaterThanOrEqual(15 * MINUTE_MS);
		expect(clock.now()).toBeLessThan(15.5 * MINUTE_MS + 1);
	});

	it('gets over an outage of almost fifteen minutes', async () => {
		const { clock, run } = world(
			[],
			'GET',
			{},
			{
				reply: async () => (clock.now() > 0 && clock.now() < 14.9 * MINUTE_MS ? UNAVAILABLE : OK),
			},
		);
		await run();
		clock.pass(1);
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(clock.now()).toBeGreaterThanOrEqual(14.9 * MINUTE_MS);
	});

	it.each([
		['no answer', [LOST, NOT_FOUND]],
		['503', [UNAVAILABLE, NOT_FOUND]],
		['408', [response(408, {}), NOT_FOUND]],
		['a success that cannot be read', [response(200, '<html>'), NOT_FOUND]],
		['no answer, then 429', [LOST, LIMITED, NOT_FOUND]],
	])('finds nothing left to delete after %s: that is done', async (_case, steps) => {
		expect(await world(steps, 'DELETE').run()).toEqual({});
	});

	it('does not take a 404 for done when the tries before have certainly not arrived', async () => {
		const { message } = await troubleOf(() => world([LIMITED, NOT_FOUND], 'DELETE').run());
		expect(message).toBe('The video vi1 was not found');
	});

	it.each([
		['a proxy', response(404, '<html>')],
		['an API that does not know the address', problemResponse(404, 'unrecognized-request-url')],
	])('does not take a 404 of %s for done', async (_who, refusal) => {
		expectReadable(await troubleOf(() => world([LOST, refusal], 'DELETE').run()));
	});

	it('does not take a 404 for done where nothing was to be deleted', async () => {
		const { message } = await troubleOf(() => world([LOST, NOT_FOUND], 'PATCH').run());
		expect(message).toBe('The video vi1 was not found');
	});

	it('ends at once when the execution is cancelled', async () => {
		const cancel = new AbortController();
		const reply = async () => {
			cancel.abort();
			return await Promise.reject(LOST);
		};
		const { node, clock, run } = world([], 'GET', {}, { reply, signal: cancel.signal });
		expect((await troubleOf(() => run())).message).toBe('The execution was canceled');
		expect([node.requests.length, clock.waits]).toEqual([1, []]);
	});

	it('does not begin when the execution is cancelled', async () => {
		const { node, run } = world([OK], 'GET', {}, { signal: AbortSignal.abort() });
		expect((await troubleOf(() => run())).message).toBe('The execution was canceled');
		expect(node.requests).toEqual([]);
	});

	it('ends when the execution is cancelled in a wait', async () => {
		const { node, clock, run } = world([UNAVAILABLE]);
		clock.sleep = async () => await Promise.reject(new Trouble('stop', 'Stop.'));
		expect((await troubleOf(() => run())).message).toBe('stop');
		expect(node.requests).toHaveLength(1);
	});
});

describe('the advice of a request that may be made later', () => {
	it.each<[IHttpRequestMethods, Partial<ApiRequest>, boolean]>([
		['GET', {}, true],
		['DELETE', {}, true],
		['PUT', {}, true],
		['PATCH', {}, true],
		['POST', {}, false],
		// It may be sent again while it is under way; what the rest of the step does nobody knows here.
		['POST', { repeatable: true }, false],
		['POST', { rerunnable: true }, true],
		['GET', { rerunnable: false }, false],
	])('of a %s with %j names Retry On Fail: %s', async (method, more, named) => {
		for (const step of [LOST, UNAVAILABLE, response(503, '<html>')]) {
			const { advice } = await troubleOf(() => world([step], method, more).run());
			expect(advice.includes('Retry On Fail')).toBe(named);
			expect(advice).toMatch(named ? /^Run the step again later/ : /^Try again later/);
		}
	});
});

describe('the advice of a request that no step makes', () => {
	it.each(['GET', 'DELETE'] as const)('of a %s names no Retry On Fail', async (method) => {
		const { node, run } = world([UNAVAILABLE], method);
		const { advice } = await troubleOf(() => run(node.editor));
		expect(advice).toMatch(/^Try again later/);
		expect(advice).not.toContain('Retry On Fail');
	});
});

describe('a request that is too large for a proxy', () => {
	const PAGE = response(413, '<html>');

	it('speaks of what it carries', async () => {
		const adviceOf = async (more: Partial<ApiRequest>) =>
			(await troubleOf(() => world([PAGE], 'POST', more).run())).advice;
		expect(await adviceOf({ body: { title: 'x' } })).toMatch(/^Shorten the values/);
		expect(await adviceOf({})).toMatch(/^Shorten the values/);
		expect(await adviceOf({ body: new FormData(), fileUse: 'a logo' })).toMatch(
			/^Use a smaller file/,
		);
	});
});

describe('a request with a signal of its own', () => {
	const DELETION = { method: 'DELETE', path: '/videos/vi1' } as const;
	/** n8n's helper, as far as it ends a request: by the signal that its context shows. */
	const hanging = () => {
		const context = new FakeNode().execution;
		let sent = () => {};
		const isSent = new Promise<void>((resolve) => (sent = resolve));
		context.helpers.httpRequestWithAuthentication = async function () {
			const signal = (this as typeof context).getExecutionCancelSignal();
			sent();
			return await new Promise((_resolve, reject) => {
				const stop = () => reject(wrapped(networkError('ERR_CANCELED')));
				if (signal?.aborted) stop();
				signal?.addEventListener('abort', stop);
			});
		};
		return { context, isSent };
	};

	it('outlives the execution: neither request nor waits end with it', async () => {
		const { node, clock, run } = world(
			[LOST, UNAVAILABLE, GONE],
			'DELETE',
			{},
			{ signal: AbortSignal.abort() },
			NEVER,
		);
		expect(await run()).toEqual({});
		expect([node.requests.length, clock.waits]).toEqual([3, [500, 1000]]);
	});

	it('gives that signal to n8n, and ends with it, which is no cancelling', async () => {
		const { context, isSent } = hanging();
		const own = new AbortController();
		const clock = new VirtualClock();
		const caller = callerOf(context, clock, own.signal);
		const trouble = troubleOf(() => apiRequest(caller, DELETION));
		await isSent;
		own.abort();
		expectReadable(await trouble);
		expect((await trouble).message).toBe('The service did not answer in the time that was left');
		expect(clock.waits).toEqual([]);
	});

	it.each([
		['in the request', [LOST]],
		['in a wait', [UNAVAILABLE]],
	])('that ends it %s tells what happened last', async (_when, steps) => {
		const own = new AbortController();
		const { node, clock, run } = world(steps, 'GET', {}, {}, own.signal);
		clock.sleep = async (_milliseconds, signal) => {
			own.abort();
			expect(signal).toBe(own.signal);
			// As the clock of an execution does, whichever signal it was.
			await Promise.reject(new Trouble('The execution was canceled', 'Stop.'));
		};
		const { message } = await troubleOf(() => run());
		expect(message).toMatch(/connection was closed|could not answer \(HTTP 503\)/);
		expect(node.requests).toHaveLength(1);
	});

	it('that ends it before it was sent does not blame the service', async () => {
		const own = new AbortController();
		const { execution, requests } = new FakeNode({ reply: answers(OK) });
		const caller = callerOf(execution, stillClock, own.signal);
		const account = accountOf(await execution.getCredentials('apiVideoApi'));
		caller.lines.line(account).writes.pace.pause(MINUTE_MS);
		const trouble = troubleOf(() => apiRequest(caller, DELETION));
		setImmediate(() => own.abort());
		expectReadable(await trouble);
		expect((await trouble).message).toMatch(
			/^The request could not be sent in the time that was left/,
		);
		expect(requests).toEqual([]);
	});

	it('is given up while n8n still reads the credential', async () => {
		const own = new AbortController();
		const { execution } = new FakeNode();
		execution.getCredentials = async () => await new Promise(() => undefined);
		const caller = callerOf(execution, new VirtualClock(), own.signal);
		const trouble = troubleOf(() => apiRequest(caller, DELETION));
		own.abort();
		expect((await trouble).message).toBe('The service did not answer in the time that was left');
	});
});

describe('a request that is cancelled', () => {
	it.each(['getCredentials', 'helpers'] as const)(
		'ends at once, whatever n8n does meanwhile: %s',
		async (where) => {
			const cancel = new AbortController();
			const { execution } = new FakeNode({ signal: cancel.signal });
			const never = async () => await new Promise<never>(() => undefined);
			if (where === 'getCredentials') execution.getCredentials = never;
			else execution.helpers.httpRequestWithAuthentication = never;
			const request = { method: 'GET', path: '/videos' } as const;
			const caller = callerOf(execution, new VirtualClock(), cancel.signal);
			const trouble = troubleOf(() => apiRequest(caller, request));
			// The request is on its way by then.
			await new Promise(setImmediate);
			cancel.abort();
			expect((await trouble).message).toBe('The execution was canceled');
		},
	);
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

function lateInWindow(status: number, body: string | object): IN8nHttpFullResponse {
	return response(status, body, { 'x-ratelimit-retry-after': '57' });
}

function limitedFor(name: string, value: string): IN8nHttpFullResponse {
	return response(429, {}, { [name]: value });
}
