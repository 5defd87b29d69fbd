import { setTimeout as delay } from 'node:timers/promises';
import { leaked, type NodeRun } from './harness';
import { until } from './harness/until';
import { createToken, received, upload, uploadWithToken, useEmulator } from './support/apiVideo';
import { fileOf, MIB } from './support/files';

// Chunks exist above 200 MiB only, so everything about them needs a file of that size.

const world = useEmulator();
const LIMIT = 200 * MIB;
const big = fileOf(LIMIT + 1);
const run: Partial<NodeRun> = { items: [{ file: big.path }] };
const arrived = { size: big.size, sha256: big.sha256 };
const ranges = (): Array<string | undefined> =>
	world.emulator.requests.uploads.map(({ contentRange }) => contentRange);

describe('around the limit of one request', () => {
	test.each([LIMIT - 1, LIMIT])('%i bytes go in one request', async (size) => {
		const { path, sha256 } = fileOf(size);
		const result = await upload(world, { items: [{ file: path }] });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(ranges()).toEqual([undefined]);
	});

	test('one byte more goes in ranges that follow each other', async () => {
		const result = await upload(world, run, { options: { chunkSize: 64 } });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual(arrived);
		// Several are under way at the same time, and may reach the service in any order.
		const numbers = ranges().map((range) => String(range).replace(/^bytes /, ''));
		expect(numbers.sort((a, b) => parseInt(a, 10) - parseInt(b, 10))).toEqual([
			'0-67108863/209715201',
			'67108864-134217727/209715201',
			'134217728-201326591/209715201',
			'201326592-209715200/209715201',
		]);
	});

	test.each([LIMIT, LIMIT + 1])('%i bytes arrive with a delegated token', async (size) => {
		const token = await createToken(world);
		const { path, sha256 } = fileOf(size);
		const result = await uploadWithToken(world, token, { items: [{ file: path }] });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual({ size, sha256 });
		expect(world.emulator.requests.uploads.every(({ authorization }) => !authorization)).toBe(true);
		// Every chunk after the first names the video that the first one made.
		const [first, ...later] = world.emulator.requests.uploads.map(({ fields }) =>
			fields.map(({ name }) => name),
		);
		expect(first).toEqual(['file']);
		expect(later.every((names) => names.join() === 'videoId,file')).toBe(true);
	});

	test('ranges arrive when n8n hands over the whole file as one piece', async () => {
		const result = await upload(world, { ...run, binaryMode: 'database' });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual(arrived);
	});
});

// On a fast line chunks would grow, and begin elsewhere.
const eight = { options: { chunkSize: 8 } };

describe('a chunk in the middle', () => {
	const middle = '^bytes 33554432-';

	test.each([
		['is reset', { kind: 'reset', afterBytes: MIB }],
		['arrives, but its answer is lost', { kind: 'lost-answer' }],
		['meets a 503', { kind: 'status', status: 503 }],
	] as const)('that %s costs that chunk and no other', async (_name, fault) => {
		world.emulator.faults.add({ ...fault, contentRange: middle, nth: 1 });
		const result = await upload(world, run, eight);
		expect(result.error).toBeUndefined();
		expect(world.emulator.faults.list()[0].fired).toBe(1);
		expect(await received(world, result)).toEqual(arrived);
		const others = ranges().filter((range) => !new RegExp(middle).test(range ?? ''));
		expect(new Set(others).size).toBe(others.length);
	});

	test('that arrives with a token, but its answer is lost, is not sent into another video', async () => {
		const token = await createToken(world);
		world.emulator.faults.add({ kind: 'lost-answer', contentRange: middle, nth: 1 });
		const result = await uploadWithToken(world, token, run, eight);
		expect(result.error).toBeUndefined();
		expect(world.emulator.faults.list()[0].fired).toBe(1);
		expect(await received(world, result)).toEqual(arrived);
	});

	test('whose access token is refused goes out again with a new one', async () => {
		world.emulator.faults.add({
			kind: 'status',
			status: 401,
			slug: 'authentication-invalid-access-token',
			contentRange: middle,
			nth: 1,
		});
		const result = await upload(world, run, eight);
		expect(result.error).toBeUndefined();
		expect(world.emulator.faults.list()[0].fired).toBe(1);
		expect(await received(world, result)).toEqual(arrived);
	});
});

test('access tokens that are all revoked on the way are renewed once, and every chunk arrives', async () => {
	world.emulator.faults.add({ kind: 'latency', milliseconds: 50, path: '/source$' });
	const uploading = upload(world, run, eight);
	await until(() => world.emulator.requests.uploads.length >= 3, 'three chunks');
	world.emulator.revokeAccessTokens();
	const result = await uploading;
	expect(result.error).toBeUndefined();
	expect(await received(world, result)).toEqual(arrived);
	expect(world.emulator.requests.matching('POST', '/auth/api-key')).toHaveLength(2);
	// The question upon which n8n renews is refused, and asked again.
	expect(world.emulator.requests.matching('GET', '/upload-tokens')).toHaveLength(2);
});

test('a token that expires between two chunks: says so, and what has arrived', async () => {
	const token = await createToken(world);
	world.emulator.faults.add({ kind: 'expire-token', contentRange: '^bytes 16777216-' });
	const result = await uploadWithToken(world, token, run, eight);
	expect(result.error?.message).toMatch(/delegated token is not valid.*\[item 0\]/);
	expect(result.error?.description).toMatch(/ \d+ of 201 MiB had arrived in the video vi\w+\./);
	expect(leaked(result, token)).toEqual([]);
	// Waiting does not bring a token back to life: nothing is sent twice.
	expect(new Set(ranges()).size).toBe(ranges().length);
	expect(ranges().length).toBeLessThan(26);
});

describe('cancelling in the middle of a chunk closes the connection and sends nothing more', () => {
	const options = { chunkSize: 64 };
	const withApiKey = async (signal: AbortSignal) =>
		await upload(world, { ...run, signal }, { options });
	const withDelegatedToken = async (signal: AbortSignal) => {
		const token = await createToken(world);
		return await uploadWithToken(world, token, { ...run, signal }, { options });
	};

	test.each([
		['API key', withApiKey],
		['delegated token', withDelegatedToken],
	])('%s', async (_name, start) => {
		const { faults, requests } = world.emulator;
		// A chunk takes 4 s. Slower would not do: a server that reads slowly learns of the end of a
		// connection only when it has read what the kernel has kept for it, some MiB.
		faults.add({ kind: 'bandwidth', bytesPerSecond: 16 * MIB, path: '/(source|upload)$' });
		const stop = new AbortController();
		const running = start(stop.signal);
		await until(() => requests.uploads.some(({ bytes }) => bytes > 0), 'bytes of a chunk');
		stop.abort();
		// n8n shows an execution as canceled only when the message of the step says so.
		expect((await running).status).toBe('canceled');
		const sending = requests.uploads.slice();
		await until(() => sending.every(({ endedAt }) => endedAt !== undefined), 'an end');
		for (const { status, bytes } of sending) {
			expect(status).toBeUndefined();
			expect(bytes).toBeLessThan(options.chunkSize * MIB);
		}
		await delay(200);
		expect(requests.uploads).toHaveLength(sending.length);
	});
});
