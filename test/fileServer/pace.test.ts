import { ask, askRange, MiB, oneConnection, until, useFileServer } from './client';

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;

/** Milliseconds that it took. A machine that is busy makes it longer, never shorter. */
async function taken(work: () => Promise<unknown>): Promise<number> {
	const begun = performance.now();
	await work();
	return performance.now() - begun;
}
/** A timer of Node may be a little early. */
const AT_LEAST = 0.95;

test('a connection is no faster than its file allows', async () => {
	const file = server.current.file('/film.mp4', { size: 100_000, bytesPerSecond: 500_000 });
	expect(await taken(async () => await ask(film()))).toBeGreaterThan(200 * AT_LEAST);
	file.change({ size: 10, bytesPerSecond: 100 });
	expect(await taken(async () => await ask(film()))).toBeGreaterThan(100 * AT_LEAST);
});

test('each connection has a speed, and all together have one', async () => {
	server.current.file('/film.mp4', { size: 100_000 });
	const { limits } = server.current;
	limits.connectionBytesPerSecond = 500_000;
	expect(await taken(async () => await ask(film()))).toBeGreaterThan(200 * AT_LEAST);
	delete limits.connectionBytesPerSecond;
	limits.bytesPerSecond = 1_000_000;
	const three = async () => await Promise.all([1, 2, 3].map(async () => await ask(film())));
	expect(await taken(three)).toBeGreaterThan(300 * AT_LEAST);
});

test('a kept connection is one line for what follows on it', async () => {
	server.current.file('/film.mp4', { size: 50_000 });
	server.current.limits.connectionBytesPerSecond = 500_000;
	const agent = oneConnection();
	const twice = async () => {
		await ask(film(), { agent });
		await ask(film(), { agent });
	};
	expect(await taken(twice)).toBeGreaterThan(200 * AT_LEAST);
	agent.destroy();
	expect(new Set(server.current.requests.entries.map(({ connection }) => connection)).size).toBe(1);
});

test('an answer takes its time, that of the file and that of the server', async () => {
	server.current.file('/film.mp4', { size: 1, latency: 60 });
	server.current.limits.latency = 60;
	expect(await taken(async () => await ask(film()))).toBeGreaterThan(120 * AT_LEAST);
});

test('a new connection takes its time once', async () => {
	server.current.file('/film.mp4', { size: 1 });
	const agent = oneConnection();
	server.current.limits.connectionLatency = 60;
	expect(await taken(async () => await ask(film(), { agent }))).toBeGreaterThan(60 * AT_LEAST);
	server.current.limits.connectionLatency = 3_600_000;
	expect((await ask(film(), { agent })).status).toBe(200);
	agent.destroy();
	const waiting = ask(film()).catch(({ code }: NodeJS.ErrnoException) => code);
	await until(() => server.current.requests.underWay.length === 1);
	await server.current.stop();
	expect(await waiting).toBe('ECONNRESET');
	await server.current.stop();
});

test('a client that does not read holds the server up', async () => {
	server.current.file('/film.mp4', { size: 1024 * MiB });
	let leave: () => void = () => undefined;
	const seen = askRange(film(), 0, 1024 * MiB - 1, {
		onBytes: (_bytes, go) => {
			leave = go;
			go();
		},
	});
	await seen;
	leave();
	await until(() => server.current.requests.underWay.length === 0);
	const [{ bytes, ended }] = server.current.requests.entries;
	expect(ended).toBe('left');
	expect(bytes).toBeLessThan(1024 * MiB);
});
