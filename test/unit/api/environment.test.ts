import { runInNewContext } from 'node:vm';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { baseUrlOf, environmentName } from '../../../nodes/ApiVideo/api/environment';
import { BASE_URL_EXPRESSION } from '../../../nodes/ApiVideo/api/environmentProperties';
import { expectReadable, troubleOf } from '../support/troubles';

const custom = (baseUrl?: string): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	...(baseUrl === undefined ? {} : { baseUrl }),
});

const ADDRESSES: Array<[ICredentialDataDecryptedObject, string]> = [
	[{ environment: 'production', baseUrl: '' }, 'https://ws.api.video'],
	[{ environment: 'sandbox', baseUrl: '' }, 'https://sandbox.api.video'],
	// What stands in a field that is hidden does not count.
	[{ environment: 'production', baseUrl: 'http://localhost:1' }, 'https://ws.api.video'],
	[custom('http://localhost:8080'), 'http://localhost:8080'],
	[custom('https://proxy.example/api.video'), 'https://proxy.example/api.video'],
	[custom('https://proxy.example/'), 'https://proxy.example'],
	[custom('https://proxy.example/a//'), 'https://proxy.example/a'],
	[custom('  http://localhost:8080/ '), 'http://localhost:8080'],
	[custom('HTTPS://Proxy.example'), 'HTTPS://Proxy.example'],
];

describe('baseUrlOf', () => {
	it.each(['__proto__', 'constructor', 'toString'])(
		'takes the environment %s for none of its own',
		(environment) => {
			const baseUrl = 'http://localhost:8080';
			expect(baseUrlOf({ environment, baseUrl })).toBe(baseUrl);
		},
	);

	it.each(ADDRESSES)('%j', (credentials, expected) => {
		expect(baseUrlOf(credentials)).toBe(expected);
	});

	it.each([
		undefined,
		'',
		'   ',
		'localhost:8080',
		'//localhost',
		'ftp://localhost',
		'https://',
		'https:///path',
		'http://my host',
		'http://localhost:99999',
		'http://[::1',
		'http://localhost?api=video',
		'https://proxy.example/a#b',
	])('refuses %j', async (baseUrl) => {
		const trouble = await troubleOf(() => baseUrlOf(custom(baseUrl)));
		expectReadable(trouble);
		expect(trouble.message).toContain('Base URL');
		expect(trouble.advice).toMatch(/https:\/\/.*Production or Sandbox/);
	});
});

describe('the address of a credential test', () => {
	it.each(ADDRESSES)('is the same as that of the node: %j', (credentials, expected) => {
		const code = /^=\{\{(.*)\}\}$/.exec(BASE_URL_EXPRESSION)?.[1];
		expect(runInNewContext(String(code), { $credentials: credentials })).toBe(expected);
	});
});

describe('environmentName', () => {
	it.each([
		['production', 'Production'],
		['sandbox', 'Sandbox'],
		['custom', 'the custom environment'],
	])('%s', (environment, name) => {
		expect(environmentName({ environment })).toBe(name);
	});
});
