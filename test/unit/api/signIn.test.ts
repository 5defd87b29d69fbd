import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { signIn } from '../../../nodes/ApiVideo/api/signIn';
import type { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { networkError } from '../support/httpErrors';
import { expectReadable, troubleOf } from '../support/troubles';

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
	return {
		node,
		signIn: async (given = credentials('sandbox')) => await signIn({ helpers }, given),
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

	it('takes a 400 for a refusal, too', async () => {
		const { message } = await refusal(
			problemResponse(400, 'invalid-attribute', { name: 'apiKey' }),
		);
		expect(message).toMatch(/does not accept the API key in Sandbox/);
	});

	it.each([200, 401, 403, 502])('knows the page of a proxy: %d', async (status) => {
		const { message, advice } = await refusal(response(status, `<html>${KEY}</html>`));
		expect(message).toContain(`did not come from the API of api.video (HTTP ${status})`);
		expect(advice).toMatch(/proxy/i);
	});

	it('does not call an answer without a token a refusal', async () => {
		const { message } = await refusal(response(200, { token_type: 'Bearer' }));
		expect(message).not.toMatch(/declined|not accept/);
	});

	it('tells what happened when the service cannot be reached', async () => {
		const { message, advice } = await refusal(networkError('ECONNREFUSED', `connect ${KEY}`));
		expect(message).toBe('The service refused the connection');
		expect(advice).toContain('Retry On Fail');
	});

	it('hides the key even where the platform repeats it', async () => {
		const { message } = await refusal(networkError(undefined, `Invalid body {"apiKey":"${KEY}"}`));
		expect(message).toContain('[hidden]');
	});
});
