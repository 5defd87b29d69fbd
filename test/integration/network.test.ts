import { selfSigned, type CertificateFlaw } from '../../fileServer';
import { leaked } from './harness';
import { operate, received, upload, useEmulator } from './support/apiVideo';
import { fileOf, MIB } from './support/files';
import { ForwardProxy } from './support/forwardProxy';
import { trusting, withProxy, type ProxySettings } from './support/network';
import { tlsFront } from './support/tlsFront';

// Between n8n and api.video: TLS, and the proxies that n8n's helpers find in the environment.

const world = useEmulator();
const { path: file, size, sha256 } = fileOf(12 * MIB);
const PASSWORD = 'proxypassword';
const SIGN_IN = `me:${PASSWORD}`;
const certificate = selfSigned();
let proxy: ForwardProxy;
let secure: Awaited<ReturnType<typeof tlsFront>>;

beforeAll(async () => {
	proxy = await ForwardProxy.start();
	secure = await tlsFront(world.emulator.url, certificate);
});
beforeEach(() => {
	proxy.asked.length = 0;
	proxy.behaviour = {};
});
afterAll(async () => await Promise.all([proxy.stop(), secure.stop()]));

const SCHEMES = [
	['http', () => world.emulator.url, (to: string) => ({ HTTP_PROXY: to })],
	['https', () => secure.url, (to: string) => ({ HTTPS_PROXY: to })],
] as const;

const WORK = {
	list: async () => await operate(world, 'video', 'getAll'),
	upload: async () =>
		await upload(world, { items: [{ file }] }, { options: { chunkSize: 5, parallelUploads: 1 } }),
};

/** What a step comes to that asks api.video at an address. */
async function run(what: keyof typeof WORK, url: string, settings: ProxySettings = {}) {
	world.baseUrl = url;
	const result = await withProxy(settings, WORK[what]);
	expect(leaked(result, PASSWORD)).toEqual([]);
	const { message = '', description } = result.error ?? {};
	return { result, message: message.replace(/ \[item 0\]$/, ''), advice: description ?? '' };
}

const trusted = async <T>(work: () => Promise<T>) => await trusting(certificate.cert, work);

describe('a certificate', () => {
	it.each(['list', 'upload'] as const)('of an unknown authority is told: %s', async (what) => {
		const { message, advice } = await run(what, secure.url);
		expect(message).toBe(`The TLS certificate of the service is not trusted: ${secure.url}`);
		expect(advice).toContain('NODE_EXTRA_CA_CERTS in the environment of n8n');
	});

	it.each<[CertificateFlaw, string]>([
		['expired', 'has expired'],
		['other-host', 'is for another server'],
	])('that is %s is told', async (flaw, what) => {
		const flawed = selfSigned({ flaw });
		const front = await tlsFront(world.emulator.url, flawed);
		try {
			const { message } = await trusting(flawed.cert, async () => await run('list', front.url));
			expect(message).toBe(`The TLS certificate of the service ${what}: ${front.url}`);
		} finally {
			await front.stop();
		}
	});
});

describe.each(SCHEMES)('a proxy for %s', (scheme, service, by) => {
	/** Whether a request of the upload is one for a chunk: of a tunnel only the number is seen. */
	const isChunk = (asked: string) =>
		scheme === 'http' ? asked.endsWith('/source') : proxy.asked.length > 2;

	it.each([undefined, SIGN_IN])('is gone through, with the sign-in %s', async (signIn) => {
		proxy.behaviour = { signIn };
		const { result } = await trusted(
			async () => await run('upload', service(), by(proxy.url(signIn))),
		);
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		// Signing in, the video, and three chunks.
		expect(proxy.asked.length).toBeGreaterThanOrEqual(5);
	});

	it('is left alone where NO_PROXY names the service', async () => {
		const settings = { ...by(proxy.url()), NO_PROXY: new URL(service()).host };
		const { result } = await trusted(async () => await run('list', service(), settings));
		expect(result.error).toBeUndefined();
		expect(proxy.asked).toEqual([]);
	});

	it('that refuses the password is told', async () => {
		proxy.behaviour = { signIn: 'me:another' };
		const { message, advice } = await run('upload', service(), by(proxy.url(SIGN_IN)));
		expect(message).toBe('The proxy of n8n asks for a sign-in (HTTP 407)');
		expect(advice).toContain('HTTP_PROXY and HTTPS_PROXY in its environment');
		expect(proxy.asked).toHaveLength(1);
	});

	it.each([
		[407, /^The proxy of n8n asks for a sign-in \(HTTP 407\)$/],
		[403, /^The answer did not come from the API of api\.video \(HTTP 403\)$/],
	])('that refuses chunks is told: HTTP %d', async (refusal, words) => {
		proxy.behaviour = { refusal, refuses: isChunk };
		const { message, advice } = await trusted(
			async () => await run('upload', service(), by(proxy.url())),
		);
		// The connection may break before the answer has been read, and is tried again.
		expect(message.replace(/ \(tried \d+ times\b.*\)$/, '')).toMatch(words);
		expect(advice).toMatch(/proxy/i);
	});

	it.each([502, 'hang-up'] as const)(
		'that does so for a while is waited for: %s',
		async (refusal) => {
			let left = 2;
			proxy.behaviour = { refusal, refuses: (asked) => isChunk(asked) && left-- > 0 };
			const { result } = await trusted(async () => await run('upload', service(), by(proxy.url())));
			expect(result.error).toBeUndefined();
			expect(left).toBeLessThanOrEqual(0);
			expect(await received(world, result)).toEqual({ size, sha256 });
		},
	);

	it.each([
		[`http://${SIGN_IN}@127.0.0.1:1`, 'The proxy of n8n refused the connection'],
		[`http://${SIGN_IN}@proxy.invalid:3128`, 'The address of the proxy of n8n is not known'],
	])('that is not there is told as that', async (address, what) => {
		const { message, advice } = await run('list', service(), by(address));
		expect(message.replace(/ \(tried for \d+ seconds?\)$/, '')).toBe(
			`${what}, on the way to ${service()}`,
		);
		expect(advice).toContain('the proxy');
	});
});
