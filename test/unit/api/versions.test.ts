import '../support/credentialClock';
import { bindAccessToken } from '../../../nodes/ApiVideo/api/accessToken';
import { apiRequest, type ApiRequest } from '../../../nodes/ApiVideo/api/client';
import { problemResponse, response, SANDBOX } from '../support/fakeNode';
import { networkError } from '../support/httpErrors';
import { N8N_VERSIONS, SigningNode, type Service } from '../support/signingNode';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { callerOf } from '../support/callerOf';

const UPLOAD: ApiRequest = { method: 'POST', path: '/videos', body: { title: 'New' } };
const REFUSED = problemResponse(401, 'authentication-invalid-access-token');
const POOL = new Error('timeout exceeded when trying to connect');

/** A service that knows the tokens `new1`, `new2` and so on, once it has given them out. */
function world(
	version: (typeof N8N_VERSIONS)[number],
	special: Partial<Record<string, Service>> = {},
	cancel?: AbortSignal,
) {
	let given = 0;
	const carriedOut: string[] = [];
	const node = new SigningNode(
		version,
		async (request) => {
			const { pathname } = new URL(request.url);
			const own = special[pathname];
			if (own && pathname === '/auth/api-key') return await own(request);
			if (pathname === '/auth/api-key') return response(200, { access_token: `new${++given}` });
			if (request.headers?.Authorization !== `Bearer new${given}`) return REFUSED;
			if (own) return await own(request);
			carriedOut.push(`${request.method} ${pathname}`);
			return response(200, { videoId: 'vi1' });
		},
		cancel,
	);
	const clock = new VirtualClock(() => 1);
	const signal = cancel ?? NEVER;
	const { editor, execution } = node;
	const caller = callerOf(execution, clock);
	return {
		node,
		clock,
		carriedOut,
		run: async (request = UPLOAD, until = signal) =>
			await apiRequest({ ...caller, signal: until }, request),
		runInEditor: async () =>
			await apiRequest(callerOf(editor, clock), { method: 'GET', path: '/videos/vi1' }),
	};
}

describe.each(N8N_VERSIONS)('n8n %s', (version) => {
	it.each<[string, ApiRequest]>([
		['GET', { method: 'GET', path: '/videos/vi1' }],
		['POST', UPLOAD],
		['POST of a form', { ...UPLOAD, body: new FormData() }],
		['DELETE', { method: 'DELETE', path: '/videos/vi1' }],
	])('renews an access token that has expired: %s', async (_case, request) => {
		const { node, run, carriedOut, clock } = world(version);
		expect(await run(request)).toEqual({ videoId: 'vi1' });
		expect(node.count('/auth/api-key')).toBe(1);
		expect(carriedOut.filter((one) => one.endsWith(request.path))).toHaveLength(1);
		expect(clock.waits).toEqual([]);
		const before = node.asked.length;
		await run(request);
		expect(node.asked.length).toBe(before + 1);
	});

	it('renews it as well for a list in the editor, or a trigger', async () => {
		const { node, runInEditor } = world(version);
		expect(await runInEditor()).toEqual({ videoId: 'vi1' });
		expect(node.count('/auth/api-key')).toBe(1);
	});

	it('renews it as well for a deletion that outlives a cancelled execution', async () => {
		const { node, run } = world(version, {}, AbortSignal.abort());
		const request = { method: 'DELETE', path: '/videos/vi1' } as const;
		expect((await troubleOf(() => run(request))).message).toBe('The execution was canceled');
		expect(await run(request, NEVER)).toEqual({ videoId: 'vi1' });
		expect(node.count('/auth/api-key')).toBe(1);
	});

	it('tells that the key is refused, and asks no more', async () => {
		const { node, run } = world(version, {
			'/auth/api-key': async () => problemResponse(401, 'authentication-invalid-api-key'),
		});
		const trouble = await troubleOf(() => run());
		expectReadable(trouble);
		expect(trouble.message).toContain('does not accept the API key in Sandbox');
		expect(trouble.advice).toContain('Set Environment to Production');
		expect(trouble.httpStatus).toBe(401);
		expect(node.count('/auth/api-key')).toBe(1);
		expect(node.asked.length).toBeLessThan(4);
	});

	it('ends where a new access token is refused as well', async () => {
		const { node, run } = world(version, {
			'/auth/api-key': async () => response(200, { access_token: 'never-good' }),
		});
		const { message, httpStatus } = await troubleOf(() => run());
		expect([message, httpStatus]).toEqual(['api.video does not accept the API key', 401]);
		expect(node.asked.length).toBeLessThan(5);
	});

	it.each<[string, Service, RegExp]>([
		[
			'503',
			async () => response(503, { status: 503 }),
			/^api.video could not answer \(HTTP 503\) \(tried for 62 seconds\)$/,
		],
		['429', async () => response(429, {}), /rate limit/],
		['a page', async () => response(200, '<html>'), /did not come from the API/],
		['nothing', async () => await Promise.reject(networkError('ECONNRESET')), /was closed/],
	])(
		'tells why it could not sign in, and does not blame the key: %s',
		async (_case, auth, words) => {
			const { node, run } = world(version, { '/auth/api-key': auth });
			const trouble = await troubleOf(() => run());
			expectReadable(trouble);
			expect(trouble.message).toMatch(words);
			expect(trouble.message).not.toContain('API key');
			expect(node.count('/auth/api-key')).toBeGreaterThanOrEqual(5);
		},
	);

	it('waits out an outage of minutes that meets it while n8n signs in, and does nothing twice', async () => {
		let asked = 0;
		const { node, run, carriedOut } = world(version, {
			'/auth/api-key': async () =>
				++asked < 22 ? response(503, { status: 503 }) : response(200, { access_token: 'new0' }),
		});
		node.stored.accessToken = bindAccessToken('new0', SANDBOX.apiVideoApi);
		await run();
		node.stored.accessToken = bindAccessToken('old', SANDBOX.apiVideoApi);
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(asked).toBe(22);
		expect(carriedOut.filter((one) => one === 'POST /videos')).toHaveLength(2);
	});

	it('sends a POST again that was not sent, as n8n was too busy to sign it', async () => {
		const { node, run, carriedOut, clock } = world(version);
		await run();
		busyTwice(node);
		expect(await run()).toEqual({ videoId: 'vi1' });
		expect(carriedOut.filter((one) => one === 'POST /videos')).toHaveLength(2);
		expect(clock.waits).toEqual([2000, 4000]);
	});

	it.each([
		['to us', false],
		['to whoever signs', true],
	])('names the database of n8n that stays too busy %s', async (_who, haveRead) => {
		const { node, run } = world(version);
		if (haveRead) await run();
		node.onRead = async () => await Promise.reject(POOL);
		const trouble = await troubleOf(() => run());
		expect(trouble.message).toContain("n8n's own database is busy");
		expect(trouble.advice).toContain('DB_POSTGRESDB_POOL_SIZE');
	});

	it('sends a GET again after the connection was reset, and says so in the end', async () => {
		const reset = async () => await Promise.reject(networkError('ECONNRESET'));
		const { run, clock } = world(version, { '/videos/vi1': reset });
		await run();
		const trouble = await troubleOf(() => run({ method: 'GET', path: '/videos/vi1' }));
		expect(trouble.message).toBe(
			'The connection was closed before the service answered: https://sandbox.api.video (tried for 15 minutes)',
		);
		expect(trouble.advice).toContain('Retry On Fail');
		expect(clock.waits.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
	});

	it.each<[string, string, RegExp]>([
		[
			'/videos/vi1',
			'ECONNREFUSED',
			/^The service refused the connection: https:.*api\.video \(tried for /,
		],
		[
			'/videos/vi1',
			'ENOTFOUND',
			/^The address of the service is not known: https:.*api\.video \(tried for /,
		],
		[
			'/auth/api-key',
			'ECONNREFUSED',
			/^The service refused the connection: https:.*api\.video \(tried for /,
		],
		['/auth/api-key', 'EAI_AGAIN', /^The address of the service is not known: https:.*api\.video/],
		['/auth/api-key', 'CERT_HAS_EXPIRED', /certificate .* has expired: https:.*api\.video$/],
	])('names the address that cannot be reached: %s %s', async (path, code, words) => {
		const { run } = world(version, {
			[path]: async () => await Promise.reject(networkError(code)),
		});
		const trouble = await troubleOf(() => run({ method: 'GET', path: '/videos/vi1' }));
		expectReadable(trouble);
		expect(trouble.message).toMatch(words);
	});

	it('tells that the key is refused where the service answers that with 400', async () => {
		const { node, run } = world(version, {
			'/auth/api-key': async () => problemResponse(400, 'authentication-invalid-user-credentials'),
		});
		const trouble = await troubleOf(() => run());
		expect(trouble.message).toContain('does not accept the API key in Sandbox');
		expect(trouble.httpStatus).toBe(401);
		expect(node.count('/auth/api-key')).toBe(1);
	});

	it('does not send a POST again after the connection was reset', async () => {
		const reset = async () => await Promise.reject(networkError('ECONNRESET'));
		const { run, node } = world(version, { '/videos': reset });
		await run({ method: 'GET', path: '/videos/vi1' });
		expect((await troubleOf(() => run())).message).toContain('was closed');
		expect(node.count('/videos')).toBe(1);
	});

	it('hides the access token that the service quotes, whoever has renewed it', async () => {
		const { run } = world(version, {
			'/videos': async ({ headers }) =>
				problemResponse(400, 'some-slug', {
					title: 'Odd',
					detail: `No: ${String(headers?.Authorization)} or ${encodeURIComponent(String(headers?.Authorization))}`,
				}),
		});
		const { message } = await troubleOf(() => run());
		expect(message).toContain('No: Bearer [hidden] or Bearer%20[hidden]');
		expect(message).not.toContain('new1');
	});
});

/** The next two times the credential is read for signing, n8n gets no connection. */
function busyTwice(node: SigningNode): void {
	const before = node.reads;
	node.onRead = async () => {
		// Our own reading, for the address, was done before.
		if (node.reads > before && node.reads <= before + 2) await Promise.reject(POOL);
	};
}

describe('many requests with an access token that has expired', () => {
	it('are renewed by one below n8n 2.10, and all carried out once', async () => {
		const { node, run, carriedOut } = world('below 2.10');
		const runs = Array.from({ length: 8 }, async () => await run());
		expect(await Promise.all(runs)).toEqual(Array(8).fill({ videoId: 'vi1' }));
		expect(carriedOut.filter((one) => one === 'POST /videos')).toHaveLength(8);
		expect(node.count('/auth/api-key')).toBe(1);
		expect(node.count('/upload-tokens')).toBe(2);
	});

	it('all tell why there is no new one, and the next request asks again', async () => {
		let open = false;
		const { node, run } = world('below 2.10', {
			'/auth/api-key': async () =>
				open ? response(200, { access_token: 'new0' }) : problemResponse(401, 'x'),
		});
		// Two are under way at the same time.
		const runs = [1, 2].map(async () => (await troubleOf(() => run())).httpStatus);
		expect(await Promise.all(runs)).toEqual([401, 401]);
		expect(node.count('/auth/api-key')).toBe(1);
		open = true;
		expect(await run()).toEqual({ videoId: 'vi1' });
	});
});
