import { CONSENT_PATH, TOKEN_PATH, type SignIn } from '../../fileServer';
import { ask, useFileServer } from './client';

let now = 1_000_000;
const server = useFileServer({ now: () => now });
const film = () => `${server.current.url}/film.mp4`;
const protect = (signIn: SignIn) => server.current.file('/film.mp4', { size: 10, signIn });
const withHeader = async (name: string, value: string, url = film()) =>
	await ask(url, { headers: { [name]: value } });

test.each([
	[undefined, 401],
	[403, 403],
] as const)('a header with a value; refused with %s', async (refusal, status) => {
	protect({ kind: 'header', name: 'X-Key', value: 'open', refusal });
	expect((await ask(film())).status).toBe(status);
	expect((await withHeader('x-key', 'other')).status).toBe(status);
	expect((await withHeader('x-key', 'open')).status).toBe(200);
});

test('Basic', async () => {
	protect({ kind: 'basic', user: 'me', password: 'a:ö' });
	const pair = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
	expect(await ask(film())).toMatchObject({
		status: 401,
		headers: { 'www-authenticate': expect.stringMatching(/^Basic /) },
	});
	expect((await withHeader('authorization', pair('me:other'))).status).toBe(401);
	expect((await withHeader('authorization', pair('me:a:ö'))).status).toBe(200);
});

test('access tokens run out, by the clock or at once', async () => {
	protect({ kind: 'bearer' });
	const { tokens } = server.current;
	tokens.seconds = 60;
	const bearer = `Bearer ${tokens.issue()}`;
	expect((await ask(film())).headers['www-authenticate']).toBe('Bearer realm="files"');
	expect((await withHeader('authorization', bearer)).status).toBe(200);
	now += 60_000;
	expect(await withHeader('authorization', bearer)).toMatchObject({
		status: 401,
		headers: { 'www-authenticate': 'Bearer realm="files", error="invalid_token"' },
	});
	const next = `Bearer ${tokens.issue()}`;
	expect((await withHeader('authorization', next)).status).toBe(200);
	tokens.runOut();
	expect((await withHeader('authorization', next)).status).toBe(401);
});

interface Granted {
	access_token: string;
	refresh_token: string;
	expires_in: number;
	error?: string;
}

async function grant(form: Record<string, string>): Promise<Granted & { status: number }> {
	const answer = await fetch(server.current.url + TOKEN_PATH, {
		method: 'POST',
		body: new URLSearchParams(form),
	});
	return { status: answer.status, ...((await answer.json()) as Granted) };
}

test('OAuth2: a client is given tokens, and renews them', async () => {
	protect({ kind: 'bearer' });
	const first = await grant({ grant_type: 'client_credentials' });
	expect(first).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 3600 });
	expect((await withHeader('authorization', `Bearer ${first.access_token}`)).status).toBe(200);
	server.current.tokens.runOut();
	const renewal = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
	const second = await grant(renewal);
	expect((await withHeader('authorization', `Bearer ${second.access_token}`)).status).toBe(200);
	expect((await withHeader('authorization', `Bearer ${first.access_token}`)).status).toBe(401);
	server.current.tokens.reusableRefresh = false;
	expect((await grant(renewal)).status).toBe(200);
	expect(await grant(renewal)).toMatchObject({ status: 400, error: 'invalid_grant' });
	expect(await grant({ grant_type: 'password' })).toMatchObject({
		error: 'unsupported_grant_type',
	});
	expect((await ask(server.current.url + TOKEN_PATH)).status).toBe(405);
});

test('OAuth2: a browser is sent back with a code, which is good for tokens', async () => {
	const consent = new URL(server.current.url + CONSENT_PATH);
	consent.searchParams.set('redirect_uri', 'http://127.0.0.1:1/callback?x=1');
	consent.searchParams.set('state', 'of mine');
	const { status, headers } = await ask(consent.href);
	const back = new URL(headers.location ?? '');
	expect(status).toBe(302);
	expect([back.pathname, back.searchParams.get('x'), back.searchParams.get('state')]).toEqual([
		'/callback',
		'1',
		'of mine',
	]);
	const code = back.searchParams.get('code') ?? '';
	expect((await grant({ grant_type: 'authorization_code', code })).status).toBe(200);
	expect((await grant({ grant_type: 'authorization_code', code: 'other' })).status).toBe(400);
	expect((await ask(server.current.url + CONSENT_PATH)).status).toBe(400);
});

test('the log tells which host saw which credential', async () => {
	protect({ kind: 'header', name: 'X-Key', value: 'open' });
	const byName = server.current.at('localhost');
	await withHeader('X-Key', 'open', `${byName}/film.mp4`);
	await withHeader('Authorization', 'Basic abc');
	await ask(film());
	const { requests } = server.current;
	expect(requests.hostsThatSaw('x-key')).toEqual([new URL(byName).host]);
	expect(requests.hostsThatSaw('Authorization')).toEqual([new URL(film()).host]);
	expect(requests.hostsThatSaw('cookie')).toEqual([]);
	expect(requests.entries[0].headers['x-key']).toBe('open');
});

test('a redirect may ask for a sign-in as well', async () => {
	server.current.redirect('/go', {
		to: '/film.mp4',
		signIn: { kind: 'header', name: 'x-key', value: 'open' },
	});
	const url = `${server.current.url}/go`;
	expect((await ask(url)).status).toBe(401);
	expect((await withHeader('x-key', 'open', url)).status).toBe(302);
});
