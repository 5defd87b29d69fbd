import { ask, askRange, KiB, until, useFileServer } from './client';

const size = 300 * KiB;

describe.each([['http', false] as const, ['https', true] as const])('over %s', (_scheme, tls) => {
	const server = useFileServer({ tls });
	const film = () => `${server.current.url}/film.mp4`;
	const get = async () => await ask(film(), { ca: server.current.certificate });

	const cutOnce = (by: 'fin' | 'rst') =>
		server.current.file('/film.mp4', { size, cut: { by, afterBytes: 100_001, times: 1 } });

	async function expectOneCut(): Promise<void> {
		expect((await get()).body.length).toBe(size);
		await until(() => server.current.requests.underWay.length === 0);
		expect(server.current.requests.entries).toMatchObject([
			{ ended: 'cut', bytes: 100_001 },
			{ ended: 'whole', bytes: size },
		]);
	}

	test('an answer is cut by fin, behind all that was sent', async () => {
		cutOnce('fin');
		const { status, body, broke } = await get();
		expect({ status, bytes: body.length, broke }).toEqual({
			status: 200,
			bytes: 100_001,
			broke: 'ECONNRESET',
		});
		await expectOneCut();
	});

	test('an answer is cut by rst, with which even its head may be lost', async () => {
		cutOnce('rst');
		const { body, broke } = await get().catch(({ code }: NodeJS.ErrnoException) => ({
			body: Buffer.alloc(0),
			broke: code,
		}));
		expect(broke).toBe('ECONNRESET');
		expect(body.length).toBeLessThanOrEqual(100_001);
		await expectOneCut();
	});

	test.each(['fin', 'rst'] as const)('there is no answer at all: %s', async (by) => {
		server.current.file('/film.mp4', { size, cut: { by } });
		await expect(get()).rejects.toThrow();
		await expect(get()).rejects.toThrow();
		expect(server.current.requests.entries).toMatchObject([
			{ ended: 'cut', bytes: 0 },
			{ ended: 'cut', bytes: 0 },
		]);
	});
});

const server = useFileServer();
const film = () => `${server.current.url}/film.mp4`;

test('a cut right behind the headers', async () => {
	server.current.file('/film.mp4', { size, cut: { by: 'fin', afterBytes: 0 } });
	expect(await ask(film())).toMatchObject({
		status: 200,
		body: Buffer.alloc(0),
		broke: 'ECONNRESET',
	});
});

test.each(['chunked', 'close'] as const)(
	'a cut of an answer without length: %s',
	async (length) => {
		server.current.file('/film.mp4', { size, length, cut: { by: 'fin', afterBytes: 1000 } });
		const { body, broke } = await ask(film());
		expect(body.length).toBe(1000);
		// Without chunks a cut looks like the end.
		expect(broke).toBe(length === 'chunked' ? 'ECONNRESET' : undefined);
	},
);

test('a cut that an answer is too short for does not happen, and is left for a longer one', async () => {
	server.current.file('/film.mp4', { size, cut: { by: 'fin', afterBytes: 1000, times: 1 } });
	expect((await askRange(film(), 0, 499)).broke).toBeUndefined();
	expect((await ask(film())).broke).toBe('ECONNRESET');
});

test('every second answer is cut', async () => {
	server.current.file('/film.mp4', { size, cut: { by: 'fin', afterBytes: 10, every: 2 } });
	const lengths = [];
	for (let nth = 0; nth < 4; nth++) lengths.push((await ask(film())).body.length);
	expect(lengths).toEqual([size, 10, size, 10]);
});

test.each([[undefined], [0], [1000]])(
	'the server falls silent after %s bytes',
	async (afterBytes) => {
		server.current.file('/film.mp4', { size, stall: { afterBytes, times: 1 } });
		let received = 0;
		let leave: () => void = () => undefined;
		const seen = ask(film(), {
			onBytes: (bytes, go) => {
				received = bytes;
				leave = go;
			},
		}).catch(() => undefined);
		await until(() => server.current.requests.entries[0]?.ended === 'stalled');
		await until(() => received === (afterBytes ?? 0));
		const [entry] = server.current.requests.entries;
		expect(entry.endedAt).toBeUndefined();
		expect(entry.status).toBe(afterBytes === undefined ? undefined : 200);
		expect((await ask(film())).body.length).toBe(size);
		expect(received).toBe(afterBytes ?? 0);
		leave();
		await server.current.stop();
		await seen;
		expect(entry).toMatchObject({ ended: 'stalled', bytes: afterBytes ?? 0 });
		expect(entry.endedAt).toBeDefined();
	},
);

test('the rest of an answer drips', async () => {
	const anHour = 1 / 3600;
	const drip = { afterBytes: size - 20, bytesPerSecond: anHour, times: 1 };
	server.current.file('/film.mp4', { size, drip });
	let received = 0;
	const seen = ask(film(), { onBytes: (bytes) => (received = bytes) });
	await until(() => received === size - 20);
	expect((await ask(film())).body.length).toBe(size);
	expect(server.current.requests.entries[0]).toMatchObject({ bytes: size - 20 });
	expect(server.current.requests.entries[0].endedAt).toBeUndefined();
	await server.current.stop();
	expect((await seen).body.length).toBe(size - 20);
});

test('what drips is sent', async () => {
	server.current.file('/film.mp4', { size: 20, drip: { bytesPerSecond: 100 } });
	const begun = performance.now();
	expect((await ask(film())).body.length).toBe(20);
	expect(performance.now() - begun).toBeGreaterThan(190);
});
