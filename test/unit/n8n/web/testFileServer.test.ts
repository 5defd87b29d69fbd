import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testFileServer } from '../../../../nodes/ApiVideo/n8n/web/testFileServer';
import { headerFor } from '../../support/fileServerCredentials';
import { networkError } from '../../support/httpErrors';

type Asked = {
	uri: string;
	headers: Record<string, string>;
	simple?: boolean;
	resolveWithFullResponse?: boolean;
};

/** @param answers a status or a network code for each address; the others refuse the connection */
async function verdict(host: unknown, answers: Record<string, number | string> = {}, more = {}) {
	const asked: Asked[] = [];
	const request = async (options: Asked) => {
		asked.push(options);
		const { [options.uri]: statusCode = 'ECONNREFUSED' } = answers;
		if (typeof statusCode === 'string') throw networkError(statusCode);
		if (options.simple !== false && statusCode >= 300) throw new Error(`${statusCode}`);
		return options.resolveWithFullResponse ? { statusCode } : '';
	};
	const n8n = { helpers: { request } } as unknown as ICredentialTestFunctions;
	const data = headerFor(host, more);
	const result = await testFileServer.call(n8n, { id: '1', name: 'x', type: 'y', data });
	return { ...result, asked };
}

it.each([200, 204, 301, 404, 405])('goes well where the server answers %d', async (status) => {
	const { status: seen, asked } = await verdict('a.example', { 'https://a.example/': status });
	expect(seen).toBe('OK');
	expect(asked.map(({ headers }) => headers.Authorization)).toEqual(['Bearer nobody-may-see-this']);
});

it.each([401, 403, 407, 429, 500, 503])('does not at a %d', async (status) => {
	const result = await verdict('https://a.example', { 'https://a.example/': status });
	expect(result.status).toBe('Error');
	expect(result.message).toContain(`(HTTP ${status})`);
	expect(result.message).not.toContain('nobody-may-see-this');
});

it('says that it is the proxy where that asks for a sign-in', async () => {
	const { message } = await verdict('https://a.example', { 'https://a.example/': 407 });
	expect(message).toMatch(/^The proxy of n8n asks for a sign-in \(HTTP 407\)\. .*HTTPS_PROXY/);
	expect(message).not.toContain('Header');
});

it.each([200, 401, 503])(
	'sends the header unencrypted only where the host was entered with http: %d',
	async (status) => {
		const page = { 'http://127.0.0.1:8080/': status, 'https://127.0.0.1:8080/': 'EPROTO' };
		const guessed = await verdict('127.0.0.1:8080', page);
		// It would be green though nobody has looked at the header.
		expect(guessed).toMatchObject({
			status: 'Error',
			message: `http://127.0.0.1:8080 answers (HTTP ${status}), but not with https, and the header is not sent unencrypted for a test. Enter http:// in front of the Host to have it tested.`,
		});
		expect(guessed.asked.at(-1)).toMatchObject({ uri: 'http://127.0.0.1:8080/', headers: {} });
		expect(guessed.asked.at(-1)?.headers).toEqual({});
		const entered = await verdict('http://127.0.0.1:8080', page);
		expect(entered.asked[0].headers).toHaveProperty('Authorization');
		expect(entered.status).toBe(status === 200 ? 'OK' : 'Error');
	},
);

it.each([
	['DEPTH_ZERO_SELF_SIGNED_CERT', /is not trusted: https:\/\/a\.example\. .*NODE_EXTRA_CA_CERTS/],
	['CERT_HAS_EXPIRED', /has expired: https:\/\/a\.example\. /],
])('tells of a certificate, and does not go round it: %s', async (code, words) => {
	const result = await verdict('a.example', {
		'https://a.example/': code,
		'http://a.example/': 301,
	});
	expect(result.status).toBe('Error');
	expect(result.message).toMatch(words);
	expect(result.asked).toHaveLength(1);
});

it('tells that nobody answers, and what is wrong with the form before it asks', async () => {
	expect((await verdict('a.example')).message).toBe(
		'The file server refused the connection: https://a.example. The file server refused the connection: http://a.example. Check Host, and whether n8n can reach it.',
	);
	for (const [host, more] of [
		['*.example', {}],
		['a.example', { headerSecret: 'a\nb' }],
	] as const) {
		const { status, asked } = await verdict(host, {}, more);
		expect([status, asked]).toEqual(['Error', []]);
	}
});

it('does not go well where n8n hands over no status', async () => {
	const n8n = { helpers: { request: async () => ({}) } } as unknown as ICredentialTestFunctions;
	const data = headerFor('https://a.example');
	const { status, message } = await testFileServer.call(n8n, {
		id: '1',
		name: 'x',
		type: 'y',
		data,
	});
	expect([status, message]).toEqual(['Error', expect.stringContaining('has no status')]);
});
