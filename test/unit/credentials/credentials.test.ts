import '../support/credentialClock';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { ApiVideoApi } from '../../../credentials/ApiVideoApi.credentials';
import { ApiVideoUploadTokenApi } from '../../../credentials/ApiVideoUploadTokenApi.credentials';
import { bindAccessToken } from '../../../nodes/ApiVideo/api/accessToken';
import { baseUrlOf } from '../../../nodes/ApiVideo/api/environment';
import { uploadWithField } from '../../../nodes/ApiVideo/resources/video/uploadWith';
import { choices } from '../support/descriptions';
import { evaluated } from '../support/expression';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { verdictOn } from '../support/credentialVerdict';
import { troubleOf } from '../support/troubles';

/** Every status of HTTP. */
const STATUSES = Array.from({ length: 500 }, (_, index) => 100 + index);

/** What n8n makes of a status that is to be ignored: whether it knows exceptions. */
const N8N: Array<[string, boolean]> = [
	['below 2.10', false],
	['from 2.10 on', true],
];

/** Answers that are none of api.video: of a proxy, of another service, and of nobody. */
const BODIES: readonly unknown[] = [
	'',
	'<html>',
	'status',
	{},
	{ status: 400, error: 'Bad Request' },
	{ type: 'about:blank', title: 'Bad Request' },
	{ status: 'up', type: 'page', data: [] },
	{ status: '400', type: 'page' },
];

/** @returns the answers with which n8n shows the test as passed, at every status of HTTP */
function passing(
	test: ICredentialTestRequest,
	bodies: readonly unknown[],
	exceptions: boolean,
): Array<[status: number, body: unknown]> {
	return STATUSES.flatMap((status) =>
		bodies
			.filter((body) => verdictOn(test, { status, body }, exceptions) === '')
			.map((body): [number, unknown] => [status, body]),
	);
}

const problemBody = (status: number) => problemResponse(status, 'some-slug').body;

const NO_FILE = problemResponse(400, 'uploaded-file-no-file').body;

const KEY = { apiKey: 'key-that-nobody-may-see', environment: 'sandbox', baseUrl: '' };

async function signed(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions = { url: '/videos', headers: { Accept: 'application/json' } },
): Promise<IHttpRequestOptions> {
	const { authenticate } = new ApiVideoApi();
	if (typeof authenticate !== 'function') throw new Error('The test expects a function');
	return await authenticate(credentials, request);
}

describe('the credential with the API key', () => {
	const signIn = async (node: FakeNode, credentials = KEY) => {
		const { helpers } = node.execution;
		return await new ApiVideoApi().preAuthentication.call({ helpers }, credentials);
	};
	const granting = () =>
		new FakeNode({ reply: answers(response(200, { access_token: 'access' })) });

	it('exchanges the key for an access token, and signs with it', async () => {
		const node = granting();
		const { accessToken } = await signIn(node);
		expect(node.asked).toEqual(['POST https://sandbox.api.video/auth/api-key']);
		expect(accessToken).not.toContain(KEY.apiKey);
		expect(await signed({ ...KEY, accessToken })).toEqual({
			url: '/videos',
			headers: { Accept: 'application/json', Authorization: 'Bearer access' },
		});
	});

	it('never sends the key along with a request', async () => {
		const { accessToken } = await signIn(granting());
		const request = await signed({ ...KEY, accessToken });
		expect(JSON.stringify(request)).not.toContain(KEY.apiKey);
		expect(request.auth).toBeUndefined();
	});

	it.each([
		['no access token yet', ''],
		['one of another key', bindAccessToken('access', { ...KEY, apiKey: 'other' })],
		[
			'one of another environment',
			bindAccessToken('access', { ...KEY, environment: 'production' }),
		],
		['one that nobody has bound', 'access'],
	])('leaves a request unsigned with %s, so that n8n signs in anew', async (_case, accessToken) => {
		expect((await signed({ ...KEY, accessToken })).headers).toEqual({
			Accept: 'application/json',
		});
	});

	it('signs over the signature of an earlier try', async () => {
		const first = await signed({ ...KEY, accessToken: bindAccessToken('old', KEY) });
		const again = await signed({ ...KEY, accessToken: bindAccessToken('new', KEY) }, first);
		expect(again.headers?.Authorization).toBe('Bearer new');
	});

	it('throws what is wrong with the key', async () => {
		const refused = problemResponse(401, 'authentication-invalid-api-key');
		const trouble = await troubleOf(() => signIn(new FakeNode({ reply: answers(refused) })));
		expect(trouble.message).toContain('does not accept the API key in Sandbox');
	});

	it('keeps key and token out of sight, and lets n8n renew the token', () => {
		const { properties } = new ApiVideoApi();
		const of = (wanted: string) => properties.find(({ name }) => name === wanted);
		expect(of('apiKey')).toMatchObject({ required: true, typeOptions: { password: true } });
		expect(of('accessToken')).toMatchObject({
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
		});
	});

	it('takes the key without the blanks that were copied along', async () => {
		const node = granting();
		await signIn(node, { ...KEY, apiKey: `\n ${KEY.apiKey} ` });
		expect(node.requests[0].body).toEqual({ apiKey: KEY.apiKey });
	});

	it('links to the page where the key is, and says what to do without one', () => {
		const notice = new ApiVideoApi().properties.find(({ type }) => type === 'notice');
		expect(notice?.displayName).toMatch(
			/<a href="https:\/\/dashboard\.api\.video\/apikeys" target="_blank">[^<]+<\/a>/,
		);
		const { displayName, options } = uploadWithField;
		expect(notice?.displayName).toContain(`${displayName} to ${options?.at(-1)?.name}`);
	});

	it('is tested with a request that needs the key and costs little', () => {
		expect(new ApiVideoApi().test.request).toMatchObject({
			url: '/upload-tokens',
			qs: { pageSize: 1 },
		});
	});

	const LIST = { data: [], pagination: { itemsTotal: 0 } };

	it.each(N8N)('passes its test with a list of the service only, n8n %s', (_n8n, exceptions) => {
		const lists = passing(new ApiVideoApi().test, [...BODIES, LIST, NO_FILE], exceptions);
		expect(lists).toHaveLength(100);
		for (const [status, body] of lists) expect([Math.floor(status / 100), body]).toEqual([2, LIST]);
	});
});

describe('the credential with a delegated token', () => {
	const credential = new ApiVideoUploadTokenApi();

	it('keeps the token out of sight', () => {
		expect(credential.properties[0]).toMatchObject({
			name: 'uploadToken',
			required: true,
			typeOptions: { password: true },
		});
	});

	it('puts the token into the address, and nothing into the headers', () => {
		const { type, properties } = credential.authenticate;
		expect({ type, properties }).toEqual({
			type: 'generic',
			properties: { qs: { token: expect.any(String) } },
		});
	});

	it.each(['to1', ' to1 ', '\tto1\n', '\u00a0to1'])(
		'is tested with the token that an upload takes: %j',
		(uploadToken) => {
			const { qs } = credential.authenticate.properties;
			expect(evaluated(qs?.token, {}, { $credentials: { uploadToken } })).toBe('to1');
		},
	);

	it('is tested by an upload without a file, which only a wrong token makes a 401', () => {
		expect(credential.test.request).toMatchObject({ method: 'POST', url: '/upload' });
		expect(credential.test.rules?.[0]).toEqual({
			type: 'responseSuccessBody',
			properties: {
				key: 'status',
				value: 401,
				message: expect.stringMatching(/^The delegated token is not valid.*environment$/),
			},
		});
	});

	it.each(N8N)(
		'passes its test only where nothing but the file is missing, n8n %s',
		(_n8n, exceptions) => {
			expect(passing(credential.test, BODIES, exceptions)).toEqual([]);
			const refusals = STATUSES.filter((status) => {
				const answer = { status, body: problemBody(status) };
				return verdictOn(credential.test, answer, exceptions) === '';
			});
			expect(refusals).toEqual([400]);
		},
	);

	it('says what is wrong with the token, or that nobody has said so', () => {
		const told = (status: number, body: unknown) =>
			verdictOn(credential.test, { status, body }, false);
		expect(told(401, problemBody(401))).toMatch(/^The delegated token is not valid.*environment$/);
		expect(told(502, problemBody(502))).toMatch(/^The service did not say.*\(HTTP 502\)/);
		expect(told(400, '<html>')).toMatch(/^The answer did not come from the API of api\.video/);
	});

	it.each([new ApiVideoApi(), credential])('follows no redirect: $displayName', ({ test }) => {
		expect(test.request.disableFollowRedirect).toBe(true);
	});
});

describe('both credentials', () => {
	const environments = [new ApiVideoApi(), new ApiVideoUploadTokenApi()].map(({ properties }) =>
		properties.filter(({ name }) => name === 'environment' || name === 'baseUrl'),
	);

	it('ask in the same way where requests go', () => {
		expect(environments[0]).toHaveLength(2);
		expect(environments[1]).toEqual(environments[0]);
	});

	it('offer what most people need first', () => {
		for (const [environment] of environments) {
			const names = choices(environment).map(({ name }) => name);
			expect(names).toEqual(['Production', 'Sandbox', 'Custom']);
		}
	});

	it.each([
		['production', '', 'https://ws.api.video'],
		['sandbox', 'https://example.com', 'https://sandbox.api.video'],
		['custom', 'https://example.com', 'https://example.com'],
		['custom', ' https://example.com/there//\n', 'https://example.com/there'],
	])('are tested where requests go: %s, %j', (environment, baseUrl, expected) => {
		const $credentials = { environment, baseUrl };
		expect(baseUrlOf($credentials)).toBe(expected);
		for (const { test } of [new ApiVideoApi(), new ApiVideoUploadTokenApi()]) {
			expect(evaluated(test.request.baseURL, {}, { $credentials })).toBe(expected);
		}
	});

	it('ask for a Base URL only where it counts', () => {
		expect(environments[0][1]).toMatchObject({
			displayOptions: { show: { environment: ['custom'] } },
			required: true,
		});
	});
});
