import '../../support/credentialClock';
import type { IHttpRequestOptions } from 'n8n-workflow';
import {
	headerSignIn,
	oAuth2SignIn,
	type SignInContext,
} from '../../../../nodes/ApiVideo/n8n/web/serverSignIn';
import { FakeNode, response, type Reply } from '../../support/fakeNode';
import { headerFor } from '../../support/fileServerCredentials';
import { networkError, wrapped } from '../../support/httpErrors';
import { expectReadable, troubleOf } from '../../support/troubles';
import { VirtualClock } from '../../support/virtualClock';

const HOST = 'files.example.com';
const FILE: IHttpRequestOptions = {
	url: `https://${HOST}/film.mp4`,
	headers: { Range: 'bytes=5-9' },
	ignoreHttpStatusErrors: true,
};
const CONNECTED = {
	host: HOST,
	grantType: 'authorizationCode',
	oauthTokenData: { access_token: 'a' },
};

function world(reply: Reply, oAuth2: object = CONNECTED, header: object = headerFor(HOST)) {
	const stop = new AbortController();
	const node = new FakeNode({
		reply,
		signal: stop.signal,
		credentials: {
			apiVideoFileServerApi: { ...header },
			apiVideoFileServerOAuth2Api: { ...oAuth2 },
		},
	});
	const n8n = node.execution;
	const clock = new VirtualClock();
	const context: SignInContext = { n8n, clock, signal: stop.signal, itemIndex: 0 };
	return { node, context, stop };
}

/** A server that knows one access token, and n8n, which renews upon a rejection only. */
function expiring(renew: () => void = () => {}) {
	const state = { expired: true, renewals: 0 };
	const reply: Reply = async ({ ignoreHttpStatusErrors }) => {
		// The helper has sent the request before anybody hears of its answer.
		const { expired } = state;
		await Promise.resolve();
		if (!expired) return response(206, 'bytes');
		if (ignoreHttpStatusErrors === true) return response(401);
		state.renewals++;
		renew();
		state.expired = false;
		return response(206, 'b');
	};
	return { state, reply };
}

const refusal = (code: string) => wrapped(Object.assign(new Error('invalid_grant'), { code }));

describe('signing with a header', () => {
	it('is left to n8n, and its answer is handed on', async () => {
		const { node, context } = world(() => response(404));
		const signIn = await headerSignIn(context);
		expect((await signIn.send(FILE)).statusCode).toBe(404);
		expect(node.requests).toEqual([{ ...FILE, credential: 'apiVideoFileServerApi' }]);
	});

	it('is for its host and no other', async () => {
		const { node, context } = world(() => response(206));
		const signIn = await headerSignIn(context);
		expect(signIn.isFor(new URL(`https://${HOST}/other`))).toBe(true);
		expect(signIn.isFor(new URL('https://evil.example/'))).toBe(false);
		const trouble = await troubleOf(() =>
			signIn.send({ ...FILE, url: 'https://evil.example/x?y' }),
		);
		expectReadable(trouble);
		expect(node.requests).toEqual([]);
	});

	it.each([
		['no host', { host: '' }, 'has no Host'],
		['a list', { host: 'a.example, b.example' }, 'is not the name of one server'],
		['a header that cannot be sent', { headerSecret: 'a\r\nb' }, 'that no header can hold'],
	])('is refused before anything is asked, with %s', async (_what, more, message) => {
		const { node, context } = world(() => response(206), {}, headerFor(HOST, more));
		const trouble = await troubleOf(() => headerSignIn(context));
		expect(trouble.message).toContain(message);
		expect(node.requests).toEqual([]);
	});
});

describe('signing with OAuth2', () => {
	it('is refused where nobody has connected the credential', async () => {
		const { context } = world(() => response(206), { host: HOST, grantType: 'pkce' });
		const trouble = await troubleOf(() => oAuth2SignIn(context));
		expectReadable(trouble);
		expect(trouble.message).toBe('The OAuth2 credential for the file server is not connected');
	});

	it('needs nobody to connect it where the client signs in by itself', async () => {
		const { context } = world(() => response(206), { host: HOST, grantType: 'clientCredentials' });
		expect((await (await oAuth2SignIn(context)).send(FILE)).statusCode).toBe(206);
	});

	it('renews an access token that has run out, with one byte, and asks again', async () => {
		const { reply, state } = expiring();
		const { node, context } = world(reply);
		const answer = await (await oAuth2SignIn(context)).send(FILE);
		expect([answer.statusCode, answer.body]).toEqual([206, 'bytes']);
		expect(state.renewals).toBe(1);
		expect(node.requests.map(({ headers }) => headers?.Range)).toEqual([
			'bytes=5-9',
			'bytes=0-0',
			'bytes=5-9',
		]);
	});

	it('renews once for all that are refused at the same time, whatever the item', async () => {
		const { reply, state } = expiring();
		const { context } = world(reply);
		const signIns = [await oAuth2SignIn(context), await oAuth2SignIn({ ...context, itemIndex: 1 })];
		const answers = await Promise.all(
			Array.from({ length: 8 }, async (_, at) => await signIns[at % 2].send(FILE)),
		);
		expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(206));
		expect(state.renewals).toBe(1);
	});

	it.each([200, 206, 403, 404, 416, 500])(
		'renews nothing where the file server answers %d, which says nothing of the access token',
		async (status) => {
			const { node, context } = world(() => response(status));
			expect((await (await oAuth2SignIn(context)).send(FILE)).statusCode).toBe(status);
			expect(node.requests).toHaveLength(1);
		},
	);

	it('hands on a 401 that a new access token does not change', async () => {
		const { node, context } = world(() => response(401));
		expect((await (await oAuth2SignIn(context)).send(FILE)).statusCode).toBe(401);
		expect(node.requests).toHaveLength(3);
	});

	it('takes the status for expired that the credential names, too', async () => {
		const { node, context } = world(() => response(403), {
			...CONNECTED,
			tokenExpiredStatusCode: 403,
		});
		await (await oAuth2SignIn(context)).send(FILE);
		expect(node.requests).toHaveLength(3);
	});

	it('leaves what n8n is given without the signature', async () => {
		const { node, context } = world((request) => {
			request.headers ??= {};
			request.headers.Authorization = 'Bearer secret';
			return response(206);
		});
		const options = { ...FILE, headers: { Range: 'bytes=0-1' } };
		await (await oAuth2SignIn(context)).send(options);
		expect(node.requests[0].headers?.Authorization).toBe('Bearer secret');
		expect(options).toEqual({ ...FILE, headers: { Range: 'bytes=0-1' } });
	});

	it.each(['EAUTH', 'ESTATUS'])('tells that n8n could not renew it: %s', async (code) => {
		const { node, context } = world(({ ignoreHttpStatusErrors }) => {
			if (ignoreHttpStatusErrors === true) return response(401);
			throw refusal(code);
		});
		const trouble = await troubleOf(async () => (await oAuth2SignIn(context)).send(FILE));
		expectReadable(trouble);
		expect(trouble.message).toBe(`n8n could not renew the sign-in to https://${HOST}`);
		expect(node.requests).toHaveLength(2);
	});

	it('tries again where the service that renews it does not answer', async () => {
		let silent = 2;
		const { reply, state } = expiring(() => {
			if (silent-- > 0) throw networkError('ECONNRESET', 'read ECONNRESET');
		});
		const { context } = world(reply);
		expect((await (await oAuth2SignIn(context)).send(FILE)).statusCode).toBe(206);
		expect(state.renewals).toBe(3);
	});

	it.each([429, 500, 503])(
		'tries again where that service is busy or out of order: %i',
		async (status) => {
			let busy = 2;
			const { reply, state } = expiring(() => {
				const code = { code: 'ESTATUS', status };
				if (busy-- > 0) throw wrapped(Object.assign(new Error(`HTTP status ${status}`), code));
			});
			const { context } = world(reply);
			expect((await (await oAuth2SignIn(context)).send(FILE)).statusCode).toBe(206);
			expect(state.renewals).toBe(3);
		},
	);

	it('asks for a new connection where that service refuses with a status', async () => {
		const { reply } = expiring(() => {
			const code = { code: 'ESTATUS', status: 400 };
			throw wrapped(Object.assign(new Error('HTTP status 400'), code));
		});
		const { context } = world(reply);
		const trouble = await troubleOf(async () => (await oAuth2SignIn(context)).send(FILE));
		expect(trouble.message).toBe(`n8n could not renew the sign-in to https://${HOST}`);
	});

	it('gives up where it never answers, and says so', async () => {
		const { reply, state } = expiring(() => {
			throw networkError('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443');
		});
		const { context } = world(reply);
		const trouble = await troubleOf(async () => (await oAuth2SignIn(context)).send(FILE));
		expectReadable(trouble);
		expect(trouble).toMatchObject({ passes: true });
		expect(trouble.message).toContain('the service that renews it does not answer');
		expect(trouble.message).not.toContain('10.0.0.1');
		expect(state.renewals).toBe(4);
	});

	it('ends with the signal of the request while others renew, and with the execution', async () => {
		const { context, stop } = world(async ({ ignoreHttpStatusErrors }) => {
			if (ignoreHttpStatusErrors === true) return response(401);
			return await new Promise(() => {});
		});
		const signIn = await oAuth2SignIn(context);
		const own = new AbortController();
		const one = troubleOf(() => signIn.send({ ...FILE, abortSignal: own.signal }));
		const other = troubleOf(() => signIn.send(FILE));
		await new Promise((resolve) => setImmediate(resolve));
		own.abort();
		expect((await one).message).toBe('The execution was canceled');
		stop.abort();
		expect((await other).message).toBe('The execution was canceled');
	});
});
