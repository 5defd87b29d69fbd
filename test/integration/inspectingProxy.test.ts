import { FileServer, selfSigned } from '../../fileServer';
import { operate, received, upload, useEmulator } from './support/apiVideo';
import { fileOf, MIB } from './support/files';
import { ForwardProxy } from './support/forwardProxy';
import { trusting, withProxy } from './support/network';
import { tlsFront } from './support/tlsFront';

// A proxy of a company that looks into what is encrypted: it shows a certificate of its own authority for every server.

const world = useEmulator();
const { path: file, size, sha256 } = fileOf(12 * MIB);
const company = selfSigned();
let proxy: ForwardProxy;
let service: Awaited<ReturnType<typeof tlsFront>>;
let files: FileServer;

beforeAll(async () => {
	proxy = await ForwardProxy.start();
	proxy.behaviour = { inspects: company };
	service = await tlsFront(world.emulator.url, selfSigned());
	files = await FileServer.start({ tls: true });
	files.file('/film.mp4', { size: 2 * MIB });
});
beforeEach(() => {
	proxy.asked.length = 0;
	world.baseUrl = service.url;
});
afterAll(
	async () => await Promise.all([proxy, service, files].map(async (one) => await one.stop())),
);

const fromWeb = () => ({ fileFrom: 'webAddress', webAddress: `${files.url}/film.mp4` });

const WORK = {
	list: async () => await operate(world, 'video', 'getAll'),
	file: async () => await upload(world, { items: [{ file }] }, { options: { chunkSize: 5 } }),
	web: async () => await upload(world, {}, fromWeb()),
};

const through = async (what: keyof typeof WORK) =>
	await withProxy({ HTTPS_PROXY: proxy.url() }, async () => await WORK[what]());

it.each([
	['list', 'service', () => service.url],
	['file', 'service', () => service.url],
	['web', 'file server', () => files.url],
] as const)(
	'is told, with what n8n needs, where n8n does not know its authority: %s',
	async (what, server, url) => {
		const { error } = await through(what);
		expect(error?.message).toMatch(
			`The TLS certificate of the ${server} is not trusted: ${url()} [item 0]`,
		);
		expect(error?.description).toContain('a proxy that looks into what is encrypted');
		expect(error?.description).toContain('NODE_EXTRA_CA_CERTS in the environment of n8n');
	},
);

it('is gone through where n8n trusts it', async () => {
	const [list, sent, fromTheWeb] = await trusting(company.cert, async () => [
		await through('list'),
		await through('file'),
		await through('web'),
	]);
	for (const { error } of [list, sent, fromTheWeb]) expect(error).toBeUndefined();
	expect(await received(world, sent)).toEqual({ size, sha256 });
	expect(await received(world, fromTheWeb)).toMatchObject({ size: 2 * MIB });
	const servers = [service.url, files.url].map((url) => `CONNECT ${new URL(url).host}`);
	expect(new Set(proxy.asked)).toEqual(new Set(servers));
});
