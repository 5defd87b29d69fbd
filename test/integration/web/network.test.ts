import { FileServer, type CertificateFlaw } from '../../../fileServer';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { leaked } from '../harness';
import { received, upload, useEmulator, withKey } from '../support/apiVideo';
import { ForwardProxy } from '../support/forwardProxy';
import { trusting, withProxy, type ProxySettings } from '../support/network';

// Between n8n and the file server: TLS, and the proxies that n8n's helpers find in the environment.

const world = useEmulator();
const SIZE = 2 * MIB;
const PASSWORD = 'proxypassword';
const SIGN_IN = `me:${PASSWORD}`;
let proxy: ForwardProxy;
let plain: FileServer;
let secure: FileServer;

beforeAll(async () => {
	proxy = await ForwardProxy.start();
	plain = await FileServer.start();
	secure = await FileServer.start({ tls: true });
	for (const server of [plain, secure]) {
		server.file('/film.mp4', { size: SIZE });
		server.file('/stream.mp4', { size: SIZE, ranges: 'none', length: 'chunked' });
		server.file('/packed.mp4', { size: SIZE, ranges: 'none', gzip: 'cut', etag: 'none' });
	}
});
beforeEach(() => {
	proxy.asked.length = 0;
	proxy.behaviour = {};
	secure.requests.clear();
});
afterAll(
	async () => await Promise.all([proxy, plain, secure].map(async (one) => await one.stop())),
);

/** Video > Upload from an address; api.video is reached without a proxy. */
async function run(origin: string, settings: ProxySettings = {}, path = '/film.mp4') {
	const from = { fileFrom: 'webAddress', webAddress: `${origin}${path}` };
	const NO_PROXY = [new URL(world.emulator.url).host, settings.NO_PROXY].join();
	const result = await withProxy(
		{ ...settings, NO_PROXY },
		async () => await upload(world, { credentials: [withKey(world)] }, from),
	);
	expect(leaked(result, PASSWORD)).toEqual([]);
	const { message = '', description } = result.error ?? {};
	return { result, message: message.replace(/ \[item 0\]$/, ''), advice: description ?? '' };
}

async function expectArrived({ result }: Awaited<ReturnType<typeof run>>): Promise<void> {
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toMatchObject({ size: SIZE });
}

/** The same for http and https: what n8n is set up with, and what the words call the server. */
const SCHEMES = [
	['http', () => plain, (to: string) => ({ HTTP_PROXY: to })],
	['https', () => secure, (to: string) => ({ HTTPS_PROXY: to })],
] as const;

/** Runs something as if n8n had been started with NODE_EXTRA_CA_CERTS. */
const trusted = async <T>(work: () => Promise<T>) => await trusting(secure.certificate ?? '', work);

describe('a certificate', () => {
	it('that n8n trusts is read behind', async () => {
		await expectArrived(await trusted(async () => await run(secure.url)));
	});

	it('of an unknown authority is told, with what to do', async () => {
		const { message, advice } = await run(secure.url);
		expect(message).toBe(`The TLS certificate of the file server is not trusted: ${secure.url}`);
		expect(advice).toContain('NODE_EXTRA_CA_CERTS in the environment of n8n');
		expect(secure.requests.entries).toEqual([]);
	});

	it.each<[CertificateFlaw, string, RegExp]>([
		['expired', 'has expired', /renewed, and check the clock/],
		['other-host', 'is for another server', /the name that the certificate is for/],
	])('that is %s is told, with what to do', async (flaw, what, toDo) => {
		const server = await FileServer.start({ tls: flaw });
		try {
			const { message, advice } = await trusting(
				server.certificate ?? '',
				async () => await run(server.url),
			);
			expect(message).toBe(`The TLS certificate of the file server ${what}: ${server.url}`);
			expect(advice).toMatch(toDo);
		} finally {
			await server.stop();
		}
	});
});

describe('a file whose length nobody tells', () => {
	it.each(SCHEMES)('is read, and refused where it is compressed: %s', async (_scheme, server) => {
		await expectArrived(await trusted(async () => await run(server().url, {}, '/stream.mp4')));
		const { message } = await trusted(async () => await run(server().url, {}, '/packed.mp4'));
		expect(message).toMatch(/sends the file compressed, although it was asked not to$/);
	});

	// Behind a proxy this n8n shows neither the connection nor the answer itself.
	it.each(SCHEMES)('is not read through a proxy: %s', async (_scheme, server, by) => {
		for (const path of ['/stream.mp4', '/packed.mp4']) {
			const { message, advice } = await trusted(
				async () => await run(server().url, by(proxy.url()), path),
			);
			expect(message).toMatch(/n8n does not show whether it was compressed on the way/);
			expect(advice).toContain('NO_PROXY');
		}
	});
});

describe.each(SCHEMES)('a proxy for %s', (scheme, server, by) => {
	it.each([undefined, SIGN_IN])('is gone through, with the sign-in %s', async (signIn) => {
		proxy.behaviour = { signIn };
		const settings = by(proxy.url(signIn));
		await expectArrived(await trusted(async () => await run(server().url, settings)));
		const asked = scheme === 'http' ? `GET ${plain.url}/film.mp4` : `CONNECT ${hostOf(secure)}`;
		expect(new Set(proxy.asked)).toEqual(new Set([asked]));
	});

	it('is left alone where NO_PROXY names the file server', async () => {
		const settings = { ...by(proxy.url()), NO_PROXY: hostOf(server()) };
		await expectArrived(await trusted(async () => await run(server().url, settings)));
		expect(proxy.asked).toEqual([]);
	});

	it('that refuses the password is told, without it', async () => {
		proxy.behaviour = { signIn: 'me:another' };
		const { message, advice } = await run(server().url, by(proxy.url(SIGN_IN)));
		expect(message).toBe(
			`The file server at ${server().url} cannot be reached, as the proxy asks for a sign-in (HTTP 407)`,
		);
		expect(advice).toContain('HTTP_PROXY and HTTPS_PROXY in its environment');
		expect(proxy.asked).toHaveLength(1);
	});

	it.each([
		[403, 'does not hand out the file'],
		[502, 'cannot hand out the file at the moment'],
	])('that refuses is thought of: HTTP %d', async (refusal, what) => {
		proxy.behaviour = { refusal };
		const { message, advice } = await run(server().url, by(proxy.url(SIGN_IN)));
		expect(message).toBe(`The file server at ${server().url} ${what} (HTTP ${refusal})`);
		expect(advice).toMatch(/it may be the proxy that answers/);
	});

	it.each([
		[() => `http://${SIGN_IN}@127.0.0.1:1`, 'The proxy of n8n refused the connection'],
		[() => `http://${SIGN_IN}@proxy.invalid:3128`, 'The address of the proxy of n8n is not known'],
	])('that is not there is told as that', async (address, what) => {
		const { message, advice } = await run(server().url, by(address()));
		expect(message).toBe(`${what}, on the way to ${server().url}`);
		expect(advice).toContain('the proxy of n8n');
	});

	it('that hangs up is asked again', async () => {
		proxy.behaviour = { refusal: 'hang-up', refuses: () => proxy.asked.length === 1 };
		const settings = by(proxy.url());
		await expectArrived(await trusted(async () => await run(server().url, settings)));
	});
});

it('tells that the file server is not there, and not a proxy that has nothing to do with it', async () => {
	const settings = { HTTP_PROXY: proxy.url(), NO_PROXY: '127.0.0.1:1,files.invalid' };
	const refused = await run('http://127.0.0.1:1', settings);
	expect(refused.message).toBe('The file server refused the connection: http://127.0.0.1:1');
	const unknown = await run('http://files.invalid', settings);
	expect(unknown.message).toBe('The address of the file server is not known: http://files.invalid');
});

function hostOf({ url }: FileServer): string {
	return new URL(url).host;
}
