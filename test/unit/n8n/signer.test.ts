import '../support/credentialClock';
import { bindAccessToken } from '../../../nodes/ApiVideo/api/accessToken';
import { Api } from '../../../nodes/ApiVideo/api/api';
import { Signer } from '../../../nodes/ApiVideo/n8n/signer';
import { keyTransport } from '../../../nodes/ApiVideo/n8n/uploadTransport';
import type { Outcome } from '../../../nodes/ApiVideo/upload';
import { problemResponse, response, SANDBOX } from '../support/fakeNode';
import { networkError } from '../support/httpErrors';
import { bodyOf, memorySource } from '../support/memorySource';
import { readForm } from '../support/readForm';
import { N8N_VERSIONS, SigningNode, type N8nVersion, type Service } from '../support/signingNode';
import { troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { callerOf } from '../support/callerOf';

const BYTES = Buffer.from('a few bytes of a film');
const POOL = new Error('timeout exceeded when trying to connect');
const REFUSED_KEY = problemResponse(401, 'authentication-invalid-api-key');

/** A service that takes the access tokens it has given out at `/auth/api-key`, and the file. */
function world(version: N8nVersion, auth?: Service, cancel?: AbortSignal) {
	let given = 0;
	const stored: Buffer[] = [];
	const hooks = { beforeRefusal: async () => {} };
	const node = new SigningNode(
		version,
		async (request) => {
			const { pathname } = new URL(request.url);
			if (pathname === '/auth/api-key') {
				const answer = await auth?.(request);
				return answer ?? response(200, { access_token: `new${++given}` });
			}
			const { Authorization: signature } = request.headers ?? {};
			const [file] = request.body ? await readForm(request.body as FormData) : [];
			if (signature !== `Bearer new${given}`) {
				await hooks.beforeRefusal();
				return problemResponse(401, 'authentication-invalid-access-token');
			}
			if (!file) return response(200, {});
			stored.push(file.bytes);
			return response(201, { videoId: 'vi1' });
		},
		cancel,
	);
	const context = node.execution;
	const clock = new VirtualClock(() => 1);
	const signal = cancel ?? NEVER;
	const signer = new Signer(context, clock, signal);
	const api = new Api(callerOf(context, clock, signal));
	const transport = keyTransport(context, clock, 'https://sandbox.api.video', signer, api);
	const request = { videoId: 'vi1', body: bodyOf(memorySource(BYTES)) };
	const send = async (): Promise<Outcome> =>
		await transport.send(request, new AbortController().signal);
	const signing = new Api({ ...callerOf(context, clock, signal), signer });
	const ask = async () => await signing.post({ path: '/videos' });
	return { node, hooks, clock, stored, send, ask, signing };
}

describe.each(N8N_VERSIONS)('an upload in n8n %s', (version) => {
	it.each([
		['has expired', SANDBOX.apiVideoApi.accessToken],
		['is not there yet', ''],
		['belongs to another key', bindAccessToken('access', { apiKey: 'another' })],
	])('is signed anew when the access token %s', async (_case, accessToken) => {
		const { node, stored, send } = world(version);
		node.stored.accessToken = accessToken;
		expect(await send()).toMatchObject({ status: 201 });
		expect(await send()).toMatchObject({ status: 201 });
		expect(stored).toEqual([BYTES, BYTES]);
		expect(node.count('/auth/api-key')).toBe(1);
	});

	it('reads the access token no more once n8n has signed in and shows it', async () => {
		const { node, send, ask } = world(version);
		node.stored.accessToken = '';
		await ask();
		await send();
		const { reads } = node;
		await ask();
		expect(await send()).toMatchObject({ status: 201 });
		expect(node.reads).toBe(reads);
	});

	it('renews once for all requests under way', async () => {
		const { node, stored, send } = world(version);
		const outcomes = await Promise.all([send(), send(), send(), send()]);
		expect(outcomes).toEqual(Array(4).fill(expect.objectContaining({ status: 201 })));
		expect(stored).toHaveLength(4);
		expect(node.count('/auth/api-key')).toBe(1);
	});

	it('goes on with what another request has renewed, where it is refused only later', async () => {
		const { node, hooks, stored, send } = world(version);
		let refuse = () => {};
		const later = new Promise<void>((done) => (refuse = done));
		let refusals = 0;
		hooks.beforeRefusal = async () => (++refusals === 2 ? await later : undefined);
		const sending = [send(), send()];
		expect(await Promise.race(sending)).toMatchObject({ status: 201 });
		const { length } = node.asked;
		refuse();
		expect(await Promise.all(sending)).toMatchObject([{ status: 201 }, { status: 201 }]);
		expect(stored).toHaveLength(2);
		// Only the one that was refused is sent again.
		expect(node.asked.slice(length)).toHaveLength(1);
	});

	it('ends with the 401 when the key is refused', async () => {
		const { send } = world(version, async () => REFUSED_KEY);
		expect(await send()).toMatchObject({
			kind: 'answer',
			status: 401,
			body: { type: expect.stringContaining('authentication-invalid-access-token') },
		});
	});

	it.each<[string, Service, object]>([
		[
			'503',
			async () => response(503, { status: 503 }),
			{ kind: 'noAnswer', what: 'api.video could not answer (HTTP 503)', permanent: false },
		],
		['429', async () => response(429, {}), { kind: 'noAnswer', limited: true }],
		[
			'a reset',
			async () => await Promise.reject(networkError('ECONNRESET')),
			{
				kind: 'noAnswer',
				what: 'The connection was closed before the service answered: https://sandbox.api.video',
				permanent: false,
			},
		],
		['408', async () => response(408, { status: 408 }), { kind: 'noAnswer', permanent: false }],
		[
			'the page of a proxy',
			async () => response(200, '<html>'),
			{
				kind: 'noAnswer',
				what: 'The answer did not come from the API of api.video (HTTP 200)',
				permanent: false,
			},
		],
		[
			'a suspended account',
			async () => problemResponse(403, 'authorization-suspended-account'),
			{ kind: 'noAnswer', what: 'The api.video account is suspended', permanent: true },
		],
	])('tells why nobody could sign in anew: %s', async (_case, auth, outcome) => {
		const { send } = world(version, auth);
		expect(await send()).toMatchObject(outcome);
	});

	it('gets over a sign-in that went wrong: the next request asks again', async () => {
		let down = true;
		const { send } = world(version, async () => {
			if (down) return response(503, {});
			return response(200, { access_token: 'new0' });
		});
		expect(await send()).toMatchObject({ kind: 'noAnswer' });
		down = false;
		expect(await send()).toMatchObject({ status: 201 });
	});

	it('reads the credential again while the database of n8n is busy', async () => {
		const { node, clock, send } = world(version);
		node.onRead = async () => (node.reads < 3 ? await Promise.reject(POOL) : undefined);
		expect(await send()).toMatchObject({ status: 201 });
		expect(clock.waits).toEqual([2000, 4000]);
	});

	it('names the database that stays busy, and is not spoilt by it for ever', async () => {
		const { node, send } = world(version);
		node.onRead = async () => await Promise.reject(POOL);
		expect((await troubleOf(send)).message).toContain("n8n's own database is busy");
		node.onRead = async () => undefined;
		expect(await send()).toMatchObject({ status: 201 });
	});

	it('reads the credential anew for the items after one that could not read it', async () => {
		const { node, send, stored } = world(version);
		const broken = new Error('Credentials could not be decrypted');
		node.onRead = async () => await Promise.reject(broken);
		// Several items at the same moment share the reading, and its end.
		const ends = await Promise.allSettled([send(), send(), send()]);
		expect(ends.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
		const reads = node.reads;
		await expect(send()).rejects.toBe(broken);
		expect(node.reads).toBe(reads + 1);
		node.onRead = async () => undefined;
		expect(await send()).toMatchObject({ status: 201 });
		expect(await send()).toMatchObject({ status: 201 });
		expect(stored).toEqual([BYTES, BYTES]);
	});

	it('reads it anew for the items after one that was signed in and could not read it then', async () => {
		let signedIn = false;
		const { node, send, stored } = world(version, async () => {
			signedIn = true;
			return undefined as never;
		});
		const broken = new Error('Credentials could not be decrypted');
		node.onRead = async () => (signedIn ? await Promise.reject(broken) : undefined);
		await expect(send()).rejects.toThrow();
		node.onRead = async () => undefined;
		expect(await send()).toMatchObject({ status: 201 });
		expect(stored).toEqual([BYTES]);
	});

	it('says that it was cancelled, and nothing of signing in', async () => {
		const cancel = new AbortController();
		const { send } = world(
			version,
			async () => {
				cancel.abort();
				return await new Promise(() => undefined);
			},
			cancel.signal,
		);
		expect((await troubleOf(send)).message).toBe('The execution was canceled');
	});

	it('hides the access token that the service quotes', async () => {
		const quoting = new SigningNode(version, async ({ url, headers }) =>
			url.endsWith('/auth/api-key')
				? response(200, { access_token: 'new1' })
				: problemResponse(400, 'x', { detail: `Not ${String(headers?.Authorization)}` }),
		);
		for (const accessToken of ['', bindAccessToken('new1', SANDBOX.apiVideoApi)]) {
			quoting.stored.accessToken = accessToken;
			const context = quoting.execution;
			const clock = new VirtualClock();
			const signer = new Signer(context, clock, NEVER);
			const api = new Api(callerOf(context, clock));
			const { send } = keyTransport(context, clock, 'https://sandbox.api.video', signer, api);
			const request = { videoId: 'vi1', body: bodyOf(memorySource(BYTES)) };
			expect(await send(request, new AbortController().signal)).toMatchObject({
				status: 400,
				body: { detail: 'Not Bearer [hidden]' },
			});
		}
	});
});

describe.each(N8N_VERSIONS)('requests to the API of an execution in n8n %s', (version) => {
	it('are signed with the access token that was read once', async () => {
		const { node, ask } = world(version);
		node.stored.accessToken = bindAccessToken('new0', SANDBOX.apiVideoApi);
		await ask();
		const { reads } = node;
		await Promise.all([ask(), ask(), ask()]);
		expect(node.reads).toBe(reads);
		expect(node.count('/auth/api-key')).toBe(0);
		expect(node.count('/videos')).toBe(4);
	});

	it('are sent again once the access token has been renewed, which is done once for all', async () => {
		const { node, ask } = world(version);
		node.stored.accessToken = bindAccessToken('expired', SANDBOX.apiVideoApi);
		expect(await Promise.all([ask(), ask(), ask()])).toEqual([{}, {}, {}]);
		expect(node.count('/auth/api-key')).toBe(1);
	});

	it('tell what is wrong with the key', async () => {
		const { ask } = world(version, async () => REFUSED_KEY);
		expect((await troubleOf(ask)).message).toContain('does not accept the API key');
	});

	it('outlive the execution with a signal of their own, also where the access token has to be read', async () => {
		const cancel = new AbortController();
		const { node, signing } = world(version, undefined, cancel.signal);
		node.stored.accessToken = bindAccessToken('expired', SANDBOX.apiVideoApi);
		cancel.abort();
		const outliving = signing.until(new AbortController().signal);
		expect(await outliving.get({ path: '/videos' })).toEqual({});
	});

	it('end with a signal of their own, which is no cancelling', async () => {
		const { node, signing } = world(version);
		const until = new AbortController();
		node.onRead = async () => {
			setImmediate(() => until.abort());
			await new Promise(() => undefined);
		};
		const { message } = await troubleOf(
			async () => await signing.until(until.signal).get({ path: '/videos' }),
		);
		expect(message).toContain('did not answer in the time that was left');
	});
});
