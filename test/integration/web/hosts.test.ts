import type { IExecuteFunctions } from 'n8n-workflow';
import { FileServer } from '../../../fileServer';
import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { expectReadable } from '../../unit/support/troubles';
import { headerFor, readByRanges, useFileServer, withSource } from '../support/webFile';

const world = useFileServer();
const KEY = 'the-key-of-this-test';
const SIZE = 3 * MIB;
const signedFor = (host: string) => (n8n: IExecuteFunctions) => ({
	signIn: headerFor(n8n, host, KEY),
});

describe('a credential', () => {
	it('goes to its host with every request', async () => {
		const { server } = world;
		const file = server.file('/film.mp4', {
			size: SIZE,
			signIn: { kind: 'header', name: 'X-Key', value: KEY },
		});
		const { host } = new URL(server.url);
		const sha256 = await withSource(
			`${server.url}/film.mp4`,
			async (source) => await readByRanges(source, MIB),
			signedFor(host),
		);
		expect(sha256).toBe(await file.sha256());
		expect(server.requests.entries.map(({ headers }) => headers['x-key'])).toEqual([KEY, KEY, KEY]);
	});

	it('goes to nobody that its host redirects to, not even by another name or port', async () => {
		const { server } = world;
		const other = await FileServer.start();
		try {
			other.file('/film.mp4', { size: SIZE });
			server.file('/film.mp4', { size: SIZE });
			const { host, port } = new URL(server.url);
			for (const to of [`${other.url}/film.mp4`, `http://localhost:${port}/film.mp4`]) {
				server.redirect('/go', { to });
				await withSource(
					`${server.url}/go`,
					async (source) => await readByRanges(source, MIB),
					signedFor(host),
				);
			}
			expect(server.requests.hostsThatSaw('X-Key')).toEqual([host]);
			expect(other.requests.hostsThatSaw('X-Key')).toEqual([]);
			expect(other.requests.entries).toHaveLength(3);
		} finally {
			await other.stop();
		}
	});

	it('goes to its host again where the way leads back', async () => {
		const { server } = world;
		const other = await FileServer.start();
		try {
			const { host } = new URL(server.url);
			other.redirect('/back', { to: `${server.url}/film.mp4` });
			server.redirect('/go', { to: `${other.url}/back` });
			server.file('/film.mp4', {
				size: 1000,
				signIn: { kind: 'header', name: 'X-Key', value: KEY },
			});
			await withSource(`${server.url}/go`, async () => {}, signedFor(host));
			expect(other.requests.hostsThatSaw('X-Key')).toEqual([]);
		} finally {
			await other.stop();
		}
	});

	it.each(['files.example.com', 'localhost', '127.0.0.1:1'])(
		'of another host is refused before any request: %s',
		async (host) => {
			const { server } = world;
			server.file('/film.mp4', { size: 1000 });
			const reason = await withSource(
				`${server.url}/film.mp4?sig=hidden`,
				async () => {},
				signedFor(host),
			).catch((error: unknown) => error as Trouble);
			expect(reason).toBeInstanceOf(Trouble);
			expectReadable(reason as Trouble);
			expect((reason as Trouble).message).toBe(
				`The credential under Credential for the File Server is not for the file server at ${server.url}`,
			);
			expect(server.requests.entries).toEqual([]);
		},
	);

	it('that is not accepted is told as that', async () => {
		const { server } = world;
		server.file('/film.mp4', { size: 1, signIn: { kind: 'header', name: 'X-Key', value: 'x' } });
		const { host } = new URL(server.url);
		const made = withSource(`${server.url}/film.mp4`, async () => {}, signedFor(host));
		await expect(made).rejects.toThrow(/does not accept the credential \(HTTP 401\)$/);
	});
});

describe('redirects', () => {
	it.each([301, 302, 303, 307, 308] as const)(
		'are followed, each reading from its end: %d',
		async (status) => {
			const { server } = world;
			const file = server.file('/dir/film.mp4', { size: SIZE });
			server.redirect('/dir/go', { to: 'film.mp4#t=1', status });
			server.redirect('/start', { to: `${server.url}/dir/go`, status });
			const sha256 = await withSource(
				`${server.url}/start`,
				async (source) => await readByRanges(source, MIB),
			);
			expect(sha256).toBe(await file.sha256());
			expect(server.requests.entries.map(({ path }) => path)).toEqual([
				'/start',
				'/dir/go',
				'/dir/film.mp4',
				'/dir/film.mp4',
				'/dir/film.mp4',
			]);
			const ranges = server.requests.entries.map(({ range }) => range);
			expect(ranges.slice(0, 3)).toEqual(Array(3).fill('bytes=0-1048575'));
		},
	);

	it.each([
		['without an end', 'endless', 'more than 10 times'],
		['in a circle', '/go', 'in a circle'],
		['without Location', null, 'without saying where to'],
		['to another scheme', 'ftp://a.example/', 'to something that is no web address'],
		['with a password', 'http://me:hidden@a.example/', 'to an address with a user name'],
	])('%s are told', async (_case, to, what) => {
		const { server } = world;
		server.redirect('/go', { to });
		const reason = await withSource(`${server.url}/go`, async () => {}).catch(
			(error: unknown) => error as Trouble,
		);
		expectReadable(reason as Trouble);
		expect((reason as Trouble).message).toContain(what);
		expect((reason as Trouble).message).not.toContain('hidden');
	});
});
