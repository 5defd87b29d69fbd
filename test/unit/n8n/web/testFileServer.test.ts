import type { ICredentialTestFunctions } from 'n8n-workflow';
import { testFileServer } from '../../../../nodes/ApiVideo/n8n/web/testFileServer';
import { headerFor } from '../../support/fileServerCredentials';
import { networkError } from '../../support/httpErrors';

type Asked = { uri: string; headers: Record<string, string> };

/** @param answers a status for each address that answers; the others refuse the connection */
async function verdict(host: unknown, answers: Record<string, number> = {}, more = {}) {
	const asked: Asked[] = [];
	const request = async (options: Asked) => {
		asked.push(options);
		const statusCode = answers[options.uri];
		if (statusCode === undefined) throw networkError('ECONNREFUSED');
		return { statusCode };
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

it('sends the header unencrypted only where the host was entered with http', async () => {
	const page = { 'http://127.0.0.1:8080/': 200 };
	const guessed = await verdict('127.0.0.1:8080', page);
	expect(guessed.status).toBe('OK');
	expect(guessed.asked.at(-1)).toMatchObject({ uri: 'http://127.0.0.1:8080/', headers: {} });
	expect(guessed.asked.at(-1)?.headers).toEqual({});
	const entered = await verdict('http://127.0.0.1:8080', page);
	expect(entered.asked[0].headers).toHaveProperty('Authorization');
});

it('tells that nobody answers, and what is wrong with the form before it asks', async () => {
	expect((await verdict('a.example')).message).toContain(
		'https://a.example (ECONNREFUSED), nor at',
	);
	for (const [host, more] of [
		['*.example', {}],
		['a.example', { headerSecret: 'a\nb' }],
	] as const) {
		const { status, asked } = await verdict(host, {}, more);
		expect([status, asked]).toEqual(['Error', []]);
	}
});
