import type { ICredentialDataDecryptedObject, IN8nHttpFullResponse } from 'n8n-workflow';
import { bindAccessToken } from '../../../nodes/ApiVideo/api/accessToken';
import { accountOf } from '../../../nodes/ApiVideo/api/account';
import { signIn } from '../../../nodes/ApiVideo/api/signIn';
import type { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { networkError } from '../support/httpErrors';
import { expectReadable, troubleOf } from '../support/troubles';
import { stillClock } from '../support/stillClock';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { Lines } from '../../../nodes/ApiVideo/upload';

const KEY = 'key-that-nobody-may-see';
const credentials = (environment: string) => ({
	apiKey: KEY,
	environment,
	baseUrl: 'http://localhost:8080/',
});
const REFUSED = problemResponse(401, 'authentication-invalid-api-key', { title: `No: ${KEY}` });
const GRANTED = response(200, { token_type: 'Bearer', expires_in: 3600, access_token: 'access' });

function world(...steps: Array<IN8nHttpFullResponse | Error>) {
	const node = new FakeNode({ reply: answers(...steps) });
	const { helpers } = node.execution;
	const clock = new VirtualClock(() => 1);
	return {
		node,
		clock,
		signIn: async (given: ICredentialDataDecryptedObject = credentials('sandbox')) =>
			await signIn({ helpers }, given, new Lines(() => clock), NEVER),
	};
}

async function refusal(step: IN8nHttpFullResponse | Error, environment = 'sandbox') {
	const trouble = await troubleOf(() => world(step).signIn(credentials(environment)));
	expectReadable(trouble);
	expectNoKey(trouble);
	return trouble;
}

function expectNoKey({ message, advice, stack, cause }: Trouble): void {
	expect([message, advice, stack, cause].join(' ')).not.toContain(KEY);
}

describe('signIn', () => {
	it.each([
		['production', 'https://ws.api.video/auth/api-key'],
		['sandbox', 'https://sandbox.api.video/auth/api-key'],
		['custom', 'http://localhost:8080/auth/api-key'],
	])('sends the key to %s, and nothing but the key', async (environment, url) => {
		const { node, signIn } = world(GRANTED);
		expect(await signIn(credentials(environment))).toBe('access');
		expect(node.requests).toHaveLength(1);
		expect(node.requests[0]).toMatchObject({
			method: 'POST',
			url,
			body: { apiKey: KEY },
			json: true,
			disableFollowRedirect: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
		});
		expect(node.requests[0].headers).toEqual({
			'AV-Origin-App': expect.stringMatching(/^n8n-nodes-apivideo:/),
		});
		expect(node.requests[0].qs).toBeUndefined();
	});

	it.each([
		['well', GRANTED, 'known'],
		['badly', REFUSED, 'unknown'],
	])(
		'that goes %s is %s to all lanes, so that waits for it count for no try',
		async (_how, reply, known) => {
			const { helpers } = new FakeNode({ reply: answers(reply) }).execution;
			const clock = new VirtualClock();
			clock.pass(5000);
			const lines = new Lines(() => clock);
			const given = credentials('sandbox');
			await signIn({ helpers }, given, lines, NEVER).catch(() => undefined);
			const { uploads, writes, reads } = lines.line(accountOf(given));
			const seen = [uploads, writes, reads].map(({ signedInAt }) => signedInAt);
			expect(seen).toEqual(Array(3).fill(known === 'known' ? 5000 : undefined));
		},
	);

	it('takes blanks away that were copied along with the key', async () => {
		const { node, signIn } = world(GRANTED);
		await signIn({ ...credentials('sandbox'), apiKey: ` ${KEY}\n` });
		expect(node.requests[0].body).toEqual({ apiKey: KEY });
	});

	it.each([undefined, '', '  '])('sends nothing without a key: %j', async (apiKey) => {
		const { node, signIn } = world(GRANTED);
		const trouble = await troubleOf(() =>
			signIn({ ...credentials('sandbox'), apiKey: apiKey as string }),
		);
		expectReadable(trouble);
		expect(trouble.message).toContain('holds no API key');
		expect(node.requests).toEqual([]);
	});

	it.each([
		['production', 'Production', 'Sandbox'],
		['sandbox', 'Sandbox', 'Production'],
	])('names both environments when %s refuses the key', async (environment, here, other) => {
		const { message, advice, httpStatus } = await refusal(REFUSED, environment);
		expect(message).toBe(
			`api.video does not accept the API key in ${here}: most likely the key is for the other environment, ${other}`,
		);
		expect(advice).toContain(`Set Environment to ${other}`);
		expect(advice).toContain(`copy the ${here} key`);
		expect(httpStatus).toBe(401);
	});

	it('points at the Base URL when a custom environment refuses the key', async () => {
		const { message, advice } = await refusal(REFUSED, 'custom');
		expect(message).toBe('api.video does not accept the API key in the custom environment');
		expect(advice).toMatch(/API key.*Base URL/);
	});

	it.each([
		['authentication-invalid-user-credentials', { name: '' }],
		['authentication-invalid-user-credentials', {}],
		['invalid-attribute', { name: 'apiKey' }],
	])('takes a 400 for a refusal, too: %s %j', async (slug, more) => {
		const { message, advice, httpStatus } = await refusal(problemResponse(400, slug, more));
		expect(message).toMatch(/does not accept the API key in Sandbox/);
		expect(advice).toContain('Set Environment to Production');
		expect(httpStatus).toBe(401);
	});

	it.each([408, 502, 503])('knows that a page with %d may pass', async (status) => {
		const { message, advice } = await refusal(response(status, `<html>${KEY}</html>`));
		expect(message).toBe(`api.video, or a proxy in front of it, could not answer (HTTP ${status})`);
		expect(advice).toMatch(/^Try again later/);
	});

	it('does not speak of files where the key is too large for a proxy', async () => {
		const { message, advice } = await refusal(response(413, '<html>'));
		expect(message).toContain('no request of this size (HTTP 413)');
		expect(advice).not.toContain('Chunk Size');
	});

	it.each([200, 401, 403])('knows the page of a proxy: %d', async (status) => {
		const { message, advice } = await refusal(response(status, `<html>${KEY}</html>`));
		expect(message).toContain(`did not come from the API of api.video (HTTP ${status})`);
		expect(advice).toMatch(/proxy/i);
	});

	it('does not call an answer without a token a refusal', async () => {
		const { message } = await refusal(response(200, { token_type: 'Bearer' }));
		expect(message).not.toMatch(/declined|not accept/);
	});

	it.each(['http://localhost:8080', 'http://wrong.example:81/secret-1'])(
		'names the Base URL that cannot be reached, and no more of it: %s',
		async (baseUrl) => {
			const given = { ...credentials('custom'), baseUrl };
			const trouble = await troubleOf(() => world(networkError('ENOTFOUND')).signIn(given));
			expectReadable(trouble);
			expectNoKey(trouble);
			expect(trouble.message).toBe(
				`The address of the service is not known: ${new URL(baseUrl).origin}`,
			);
		},
	);

	it('does not recommend to run a whole step again, of which nobody knows what it has done', async () => {
		for (const step of [networkError('ECONNRESET'), response(503, {}), response(503, '<html>')]) {
			const { advice } = await refusal(step);
			expect(advice).not.toMatch(/Retry On Fail|[Rr]un the step again/);
		}
	});

	it('tells what happened when the service cannot be reached', async () => {
		const { message, advice } = await refusal(networkError('ECONNREFUSED', `connect ${KEY}`));
		expect(message).toBe('The service refused the connection: https://sandbox.api.video');
		expect(advice).toMatch(/^Try again later\..*Base URL/);
	});

	it('hides the key even where the platform repeats it', async () => {
		const { message } = await refusal(networkError(undefined, `Invalid body {"apiKey":"${KEY}"}`));
		expect(message).toContain('[hidden]');
	});

	const LIMITED = response(429, {}, { 'X-RateLimit-Retry-After': '7' });

	it.each<[string, IN8nHttpFullResponse | Error, number]>([
		['a reset', networkError('ECONNRESET'), 500],
		['no answer in time', networkError('ECONNABORTED'), 500],
		// A 429 holds the lane, and a tenth longer.
		['429', LIMITED, 7700],
		['429 without a header', response(429, '<html>'), 550],
		['408', response(408, {}), 500],
		['502', response(502, '<html>'), 500],
		['503', response(503, { status: 503 }), 500],
		['a cut answer', response(200, '{"access_tok'), 500],
		['the page of a proxy', response(200, '<html>'), 500],
		['an answer without a token', response(200, { token_type: 'Bearer' }), 500],
		['an empty token', response(200, { access_token: '' }), 500],
		['a token that no header can carry', response(200, { access_token: 'a b' }), 500],
	])('tries again after %s', async (_case, step, wait) => {
		const { node, clock, signIn } = world(step, GRANTED);
		expect(await signIn()).toBe('access');
		expect([node.requests.length, clock.waits]).toEqual([2, [wait]]);
	});

	it.each<[string, IN8nHttpFullResponse | Error]>([
		['a refused key', REFUSED],
		['refused credentials', problemResponse(400, 'authentication-invalid-user-credentials')],
		['a suspended account', problemResponse(403, 'authorization-suspended-account')],
		['a certificate that is not trusted', networkError('CERT_HAS_EXPIRED')],
	])('does not try again after %s', async (_case, step) => {
		const { node, signIn } = world(step, GRANTED);
		await troubleOf(() => signIn());
		expect(node.requests).toHaveLength(1);
	});

	it.each<[string, IN8nHttpFullResponse | Error, RegExp, number]>([
		['a reset', networkError('ECONNRESET'), /connection was closed/, 62],
		['503', response(503, { status: 503 }), /could not answer \(HTTP 503\)/, 62],
		['429', LIMITED, /rate limit/, 90],
		['an answer without a token', response(200, {}), /something unexpected \(HTTP 200\)/, 152],
		[
			'a 403',
			problemResponse(403, 'x', { title: 'No' }),
			/declined the request \(HTTP 403\): No/,
			0,
		],
	])(
		'tells in the end what happened, and does not blame the key: %s',
		async (_case, step, words, seconds) => {
			const { clock, signIn } = world(step);
			const trouble = await troubleOf(() => signIn());
			expectReadable(trouble);
			expect(trouble.message).toMatch(words);
			expect(trouble.message).not.toContain('API key');
			expect(Math.round(clock.now() / 1000)).toBe(seconds);
		},
	);

	it('hides the access token it had before', async () => {
		const given = credentials('sandbox');
		const accessToken = bindAccessToken('old-access-token', given);
		const step = problemResponse(403, 'x', { title: 'Revoked: old-access-token' });
		const trouble = await troubleOf(() => world(step).signIn({ ...given, accessToken }));
		expect(trouble.message).toContain('Revoked: [hidden]');
	});

	it('is limited, and not unanswered, where the rate limit holds it back until its time is over', async () => {
		const node = new FakeNode({ reply: answers(GRANTED) });
		const { helpers } = node.execution;
		const lines = new Lines(() => stillClock);
		const given = credentials('sandbox');
		lines.line(accountOf(given)).writes.pace.pause(60_000);
		const time = new AbortController();
		const trouble = troubleOf(() => signIn({ helpers }, given, lines, time.signal));
		setImmediate(() => time.abort());
		// Whoever needs the access token waits on: a 429 is no outage.
		expect(await trouble).toMatchObject({ httpStatus: 429, passes: true });
		expect((await trouble).message).toMatch(/rate limit/);
		expect(node.requests).toHaveLength(0);
	});

	it('serves all who ask at the same moment, also when the last access token is old', async () => {
		const { node, clock } = world(GRANTED);
		const lines = new Lines(() => clock);
		const ask = async () => await signIn(node.execution, credentials('sandbox'), lines, NEVER);
		await ask();
		// As long as a line is kept that nobody uses.
		clock.pass(140_000);
		await Promise.all([ask(), ask(), ask()]);
		expect(node.requests).toHaveLength(2);
	});
});
