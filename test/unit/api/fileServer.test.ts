import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { ApiVideoFileServerApi } from '../../../credentials/ApiVideoFileServerApi.credentials';
import { isForServer, refuseOtherServer } from '../../../nodes/ApiVideo/api/fileServer';
import { FileServerHost } from '../../../nodes/ApiVideo/api/fileServerHost';
import { readSigningHeader } from '../../../nodes/ApiVideo/api/fileServerHeader';
import { headerFor } from '../support/fileServerCredentials';
import { expectReadable, troubleOf } from '../support/troubles';

const isFor = (host: unknown, address: string, more = {}) =>
	isForServer(headerFor(host, more), new URL(address));

describe('the host of a credential', () => {
	it.each([
		['files.example.com', 'https://files.example.com/film.mp4'],
		['files.example.com', 'https://files.example.com:443/film.mp4'],
		['files.example.com', 'http://files.example.com/film.mp4'],
		['files.example.com', 'http://files.example.com:80/film.mp4'],
		['files.example.com:443', 'https://files.example.com/film.mp4'],
		['files.example.com:80', 'http://files.example.com/film.mp4'],
		[' Files.Example.COM\n', 'https://files.example.com/film.mp4'],
		['files.example.com.', 'https://files.example.com/film.mp4'],
		['files.example.com', 'https://files.example.com./film.mp4'],
		['files.example.com:8443', 'https://files.example.com.:8443/film.mp4'],
		['127.0.0.1:8080', 'http://127.0.0.1:8080/film.mp4'],
		['127.0.0.1:8080', 'https://127.0.0.1:8080/film.mp4'],
		['127.0.0.1:8080', 'http://2130706433:8080/film.mp4'],
		['[::1]:8080', 'http://[0:0::1]:8080/film.mp4'],
		['münchen.example', 'https://xn--mnchen-3ya.example/film.mp4'],
		['xn--mnchen-3ya.example', 'https://MÜNCHEN.example/film.mp4'],
		['nas_1', 'http://nas_1/film.mp4'],
		['https://files.example.com/films/a.mp4?x=1#t', 'https://files.example.com/b.mp4'],
		['HTTPS://files.example.com', 'https://files.example.com/b.mp4'],
		['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/b.mp4'],
		['//files.example.com/films', 'https://files.example.com/b.mp4'],
		['files.example.com/films', 'https://files.example.com/b.mp4'],
	])('%j is that of %s', (host, address) => {
		expect(isFor(host, address)).toBe(true);
	});

	it.each([
		['files.example.com', 'https://example.com/'],
		['files.example.com', 'https://a.files.example.com/'],
		['files.example.com', 'https://files.example.com.evil.example/'],
		['files.example.com', 'https://files.example.com@evil.example/'],
		['files.example.com', 'https://evil.example/files.example.com'],
		['files.example.com', 'https://evil.example\\@files.example.com/'],
		['files.example.com', 'https://files.example.com:8443/'],
		['files.example.com', 'http://files.example.com:8080/'],
		['files.example.com:443', 'http://files.example.com/'],
		['files.example.com:80', 'https://files.example.com/'],
		['files.example.com:8443', 'https://files.example.com/'],
		['https://files.example.com', 'http://files.example.com/'],
		['http://127.0.0.1:8080', 'https://127.0.0.1:8080/'],
		['127.0.0.1', 'http://localhost/'],
		['exämple.com', 'https://example.com/'],
	])('%j is not that of %s', (host, address) => {
		expect(isFor(host, address)).toBe(false);
	});

	it.each([
		[undefined, 'has no Host'],
		[null, 'has no Host'],
		['', 'has no Host'],
		[' \n', 'has no Host'],
		[7, 'has no Host'],
		[['files.example.com'], 'has no Host'],
		['*.example.com', "name of one server: '*.example.com'"],
		['*', "name of one server: '*'"],
		['https://*', "name of one server: 'https://*'"],
		['a.example, b.example', "name of one server: 'a.example, b.example'"],
		['a.example,b.example', "name of one server: 'a.example,b.example'"],
		['a.example;b.example', "name of one server: 'a.example;b.example'"],
		['a.example b.example', "name of one server: 'a.example b.example'"],
		['https://a.example/x,https://b.example/y', "name of one server: 'https://a.example'"],
		['https://a.example/x https://b.example/y', "name of one server: 'https://a.example'"],
		['a.exa\nmple', "name of one server: 'a.exa mple'"],
		['ftp://a.example/?secret', "name of one server: 'ftp://a.example'"],
		['https:a.example', "name of one server: 'https:a.example'"],
		['https:/a.example', "name of one server: 'https:'"],
		['a.example:port', "name of one server: 'a.example:port'"],
		['a.example:99999', "name of one server: 'a.example:99999'"],
		['user:password@a.example', 'name of one server'],
		['https://user:password@a.example/', 'name of one server'],
		['::1', "name of one server: '::1'"],
		['all domains', "name of one server: 'all domains'"],
		['.', "name of one server: '.'"],
	])('%j is told', async (entered, message) => {
		const trouble = await troubleOf(() => FileServerHost.read(entered));
		expect(trouble.message.endsWith(message)).toBe(true);
		expect(trouble.message).not.toMatch(/password|secret/);
		expect(trouble.advice).toContain('Host');
	});
});

describe('a credential for another server', () => {
	it.each([
		['files.example.com', 'files.example.com'],
		['files.example.com:8080', 'files.example.com:8080'],
		['files.example.com:443', 'files.example.com:443'],
		['https://Files.example.com/a', 'https://files.example.com'],
	])('is told with both: %s', async (host, name) => {
		const url = new URL('http://evil.example/film.mp4?signature=secret');
		const trouble = await troubleOf(() => refuseOtherServer(headerFor(host), url));
		expectReadable(trouble);
		expect(trouble.message).toBe(
			`The credential for the file server is for ${name}, and the file is at http://evil.example`,
		);
		expect(trouble.advice).not.toContain('secret');
	});

	it.each(['all', 'none', undefined])('is one also where n8n allows %s domains', (allowed) => {
		const more = { allowedHttpRequestDomains: allowed, allowedDomains: 'evil.example' };
		expect(isFor('files.example.com', 'https://evil.example/', more)).toBe(false);
		expect(isFor('files.example.com', 'https://files.example.com/', more)).toBe(true);
	});
});

describe('the domains that n8n lets a credential be restricted to', () => {
	const within = (allowedDomains: unknown) =>
		isFor('files.example.com', 'https://files.example.com./a', {
			allowedHttpRequestDomains: 'domains',
			allowedDomains,
		});

	it.each(['files.example.com', ' FILES.example.com. ,a.example', '*.example.com', 'a, *.com'])(
		'allow it with %j',
		(list) => {
			expect(within(list)).toBe(true);
		},
	);

	it.each([
		'',
		' ',
		undefined,
		'example.com',
		'*.files.example.com',
		'*.',
		'*',
		'https://files.example.com',
	])('forbid it with %j', (list) => {
		expect(within(list)).toBe(false);
	});

	it('are told apart from the host', async () => {
		const credential = headerFor('files.example.com', {
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'a.example',
		});
		const url = new URL('https://files.example.com/a');
		const trouble = await troubleOf(() => refuseOtherServer(credential, url));
		expectReadable(trouble);
		expect(trouble.message).toBe(
			'Allowed Domains of the credential for the file server do not name files.example.com',
		);
	});
});

describe('the header of a credential', () => {
	it.each([
		['Authorization', 'Bearer abc', 'Bearer abc'],
		[' X-Api-Key\n', ' abc \r\n', 'abc'],
		['PRIVATE-TOKEN', 'gränze', 'gränze'],
		['x', 7, '7'],
	])('is taken without what copying leaves around it: %j %j', (headerName, headerSecret, value) => {
		const read = readSigningHeader({ headerName, headerSecret });
		expect(read).toEqual({ name: headerName.trim(), value });
	});

	it.each([
		['', 'abc', 'has no Header Name'],
		[null, 'abc', 'has no Header Name'],
		['Authorization:', 'abc', "is not the name of a header: 'Authorization:'"],
		['X Key', 'abc', "is not the name of a header: 'X Key'"],
		['X-Kéy', 'abc', "is not the name of a header: 'X-Kéy'"],
		['X\r\nHost', 'abc', "is not the name of a header: 'X Host'"],
		['Range', 'abc', "needs for itself: 'Range'"],
		['HOST', 'abc', "needs for itself: 'HOST'"],
		['Accept-Encoding', 'abc', "needs for itself: 'Accept-Encoding'"],
		['Authorization', '', 'has no Header Value'],
		['Authorization', ' \n', 'has no Header Value'],
		['Authorization', null, 'has no Header Value'],
		['Authorization', { token: 'hidden' }, 'has no Header Value'],
		['Authorization', 'hidden\r\nX-Other: 1', 'that no header can hold'],
		['Authorization', 'hidden\nX', 'that no header can hold'],
		['Authorization', 'hidden\u0000', 'that no header can hold'],
		['Authorization', 'hidden €', 'that no header can hold'],
		['Authorization', 'hidden 🔑', 'that no header can hold'],
	])('is told where it cannot be sent: %j %j', async (headerName, headerSecret, message) => {
		const trouble = await troubleOf(() =>
			readSigningHeader({ headerName, headerSecret } as ICredentialDataDecryptedObject),
		);
		expect(trouble.message.endsWith(message)).toBe(true);
		expect(`${trouble.message} ${trouble.advice}`).not.toContain('hidden');
	});
});

describe('the credential with a header', () => {
	const signed = async (request: object, host = 'files.example.com') => {
		const { authenticate } = new ApiVideoFileServerApi();
		if (typeof authenticate !== 'function') throw new Error('The test expects a function');
		return await authenticate(headerFor(host), request as IHttpRequestOptions);
	};

	it.each([
		[{ url: 'https://files.example.com/a' }],
		[{ baseURL: 'https://files.example.com', url: '/a' }],
		[{ uri: 'https://files.example.com/a' }],
	])('signs what goes to its server: %j', async (request) => {
		expect((await signed(request)).headers).toEqual({
			Authorization: 'Bearer nobody-may-see-this',
		});
	});

	it('signs over a header of the same name, and leaves the others', async () => {
		const headers = { authorization: 'other', Range: 'bytes=0-1' };
		expect((await signed({ url: 'https://files.example.com/a', headers })).headers).toEqual({
			Range: 'bytes=0-1',
			Authorization: 'Bearer nobody-may-see-this',
		});
	});

	it.each([
		[{ url: 'https://evil.example/' }],
		[{ baseURL: 'https://files.example.com', url: 'https://evil.example/' }],
		[{ uri: 'https://evil.example/' }],
	])('signs nothing that goes elsewhere, whoever asks: %j', async (request) => {
		const trouble = await troubleOf(() => signed(request));
		expect(trouble.message).toContain('and the file is at https://evil.example');
		expect(JSON.stringify(request)).not.toContain('nobody-may-see-this');
	});

	it('keeps the header out of sight, and asks for the host', () => {
		const { properties } = new ApiVideoFileServerApi();
		const of = (wanted: string) => properties.find(({ name }) => name === wanted);
		expect(of('headerSecret')).toMatchObject({ required: true, typeOptions: { password: true } });
		expect(of('host')).toMatchObject({ required: true, default: '' });
		expect(of('headerName')).toMatchObject({ default: 'Authorization' });
	});
});
