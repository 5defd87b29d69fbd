import { FileServer } from '../../fileServer';
import {
	createToken,
	operate,
	received,
	upload,
	uploadWithToken,
	useEmulator,
} from './support/apiVideo';
import { fileOf, MIB } from './support/files';
import { ForwardProxy } from './support/forwardProxy';
import { withSource } from './support/webFile';
import { trusting, withProxy } from './support/network';

// Networks without IPv4: everybody has an address such as [::1] only.

const world = useEmulator({ host: '::1' });
const { path: file, size, sha256 } = fileOf(12 * MIB);

const servers: FileServer[] = [];
const filesAt = async (tls: boolean) => {
	const server = await FileServer.start({ host: '::1', tls });
	servers.push(server);
	server.file('/film.mp4', { size: 2 * MIB });
	return { server, url: `${server.at('[::1]')}/film.mp4` };
};
afterAll(async () => await Promise.all(servers.map(async (one) => await one.stop())));

it('uploads with the key', async () => {
	expect(world.baseUrl).toMatch(/^http:\/\/\[::1\]:\d+$/);
	const result = await upload(world, { items: [{ file }] }, { options: { chunkSize: 5 } });
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toEqual({ size, sha256 });
});

it('uploads with a delegated token', async () => {
	const token = await createToken(world);
	const result = await uploadWithToken(world, token, { items: [{ file }] });
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toEqual({ size, sha256 });
});

it.each([false, true])('uploads from a file server, with TLS: %s', async (tls) => {
	const { server, url } = await filesAt(tls);
	const run = async () => await upload(world, {}, { fileFrom: 'webAddress', webAddress: url });
	const result = tls ? await trusting(server.certificate ?? '', run) : await run();
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toMatchObject({ size: 2 * MIB });
});

it('names the server by its address where nobody answers there', async () => {
	world.baseUrl = 'http://[::1]:1/';
	const { error } = await operate(world, 'video', 'getAll');
	expect(error?.message).toMatch(/^The service refused the connection: http:\/\/\[::1\]:1 \(/);
	const reading = withSource('http://[::1]:1/film.mp4', async () => undefined);
	await expect(reading).rejects.toThrow('The file server refused the connection: http://[::1]:1');
});

it('does not take a proxy for the server', async () => {
	const proxy = 'http://[::1]:1';
	const { error } = await withProxy(
		{ HTTP_PROXY: proxy },
		async () => await operate(world, 'video', 'getAll'),
	);
	expect(error?.message).toMatch(
		/^The proxy of n8n refused the connection, on the way to http:\/\/\[::1\]:\d+ \(/,
	);
});

it('goes through a proxy that reaches the service', async () => {
	const proxy = await ForwardProxy.start();
	try {
		const result = await withProxy(
			{ HTTP_PROXY: proxy.url() },
			async () => await upload(world, { items: [{ file }] }),
		);
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(proxy.asked.some((one) => one.includes('http://[::1]:'))).toBe(true);
	} finally {
		await proxy.stop();
	}
});
