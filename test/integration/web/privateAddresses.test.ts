import '../support/ssrfProtection';
import { promises as dns } from 'node:dns';
import { ApiVideoFileServerApi } from '../../../credentials/ApiVideoFileServerApi.credentials';
import { FileServer } from '../../../fileServer';
import { leaked } from '../harness';
import { operate, received, useEmulator, withKey } from '../support/apiVideo';
import { useFileServer } from '../support/webFile';
import { uploadFromWeb } from '../support/webUpload';

// n8n may be told to send nothing to private addresses: its helpers refuse such a request, and redirects are followed
// by this node. What is blocked here is this machine by its other names.

const world = useEmulator();
const outside = useFileServer();
const SIZE = 1000;
const KEY = 'the-key-of-this-test';

/** By an address that n8n blocks, by a name that it blocks, and by a name that leads to such an address. */
const HIDDEN = ['0.0.0.0', '[::1]', 'blocked.example', 'inside.example'];
let inside: FileServer;

beforeAll(async () => {
	inside = await FileServer.start();
	inside.file('/film.mp4', { size: SIZE });
	const lookup = dns.lookup as (...asked: unknown[]) => Promise<unknown>;
	jest
		.spyOn(dns, 'lookup')
		.mockImplementation((async (name: string, ...more: unknown[]) =>
			name === 'inside.example'
				? [{ address: '0.0.0.0', family: 4 }]
				: await lookup(name, ...more)) as never);
});
beforeEach(() => inside.requests.clear());
afterAll(async () => await inside.stop());

type Shown = Awaited<ReturnType<typeof uploadFromWeb>>;

/** What a step owes the reader that was kept from a server; the server has not been asked. */
function expectBlocked({ error }: Shown, origin: string, server = 'file server'): string {
	expect(error?.message).toBe(`n8n blocks requests to the ${server}: ${origin} [item 0]`);
	const advice = error?.description ?? '';
	expect(advice).toContain('(N8N_SSRF_PROTECTION_ENABLED)');
	expect(advice).toContain('added to N8N_SSRF_ALLOWED_IP_RANGES, as in 10.1.2.3/32');
	expect(advice).toContain('its name to N8N_SSRF_ALLOWED_HOSTNAMES');
	expect(inside.requests.entries).toEqual([]);
	expect(world.emulator.requests.matching('POST', '/videos')).toEqual([]);
	return advice;
}

it('lets through what is allowed', async () => {
	outside.server.file('/film.mp4', { size: SIZE });
	const result = await uploadFromWeb(world, `${outside.server.url}/film.mp4`);
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toMatchObject({ size: SIZE });
});

it('would find the file there without the protection', async () => {
	expect((await fetch(`${inside.at('0.0.0.0')}/film.mp4`)).status).toBe(200);
});

describe.each(HIDDEN)('a private server, %s', (host) => {
	it('is not asked where it is entered', async () => {
		const result = await uploadFromWeb(world, `${inside.at(host)}/film.mp4?sig=hidden`);
		expect(expectBlocked(result, inside.at(host))).not.toContain('redirects');
	});

	it('is not asked where another redirects to it, and the step says which', async () => {
		const { server } = outside;
		server.redirect('/second', { to: `${inside.at(host)}/film.mp4?sig=hidden` });
		server.redirect('/go', { to: '/second' });
		const result = await uploadFromWeb(world, `${server.url}/go`);
		expect(expectBlocked(result, inside.at(host))).toContain(
			`The file server at ${server.url}, which Web Address names, redirects there.`,
		);
		expect(server.requests.entries.map(({ path }) => path)).toEqual(['/go', '/second']);
		expect(leaked(result, 'sig=hidden')).toEqual([]);
	});
});

it('gets no credential either', async () => {
	const origin = inside.at('0.0.0.0');
	const data = { host: origin, headerName: 'X-Key', headerSecret: KEY };
	const credentials = [withKey(world), { type: new ApiVideoFileServerApi(), data }];
	const signIn = { signInToServerWith: 'header' };
	const result = await uploadFromWeb(world, `${origin}/film.mp4`, {}, { credentials }, signIn);
	expectBlocked(result, origin);
	expect(leaked(result, KEY)).toEqual([]);
});

it('is no api.video', async () => {
	world.baseUrl = inside.at('0.0.0.0');
	expectBlocked(await operate(world, 'video', 'getAll'), world.baseUrl, 'service');
});
