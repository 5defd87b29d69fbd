import type { INodeParameters } from 'n8n-workflow';
import type { NodeResult } from './harness';
import {
	byId,
	createToken,
	received,
	upload,
	uploadWithToken,
	useEmulator,
} from './support/apiVideo';
import { fileOf, MIB } from './support/files';

const world = useEmulator();
const SIZE = 60 * MIB;
const file = fileOf(SIZE);
const items = [{ file: file.path }];
const arrived = { size: SIZE, sha256: file.sha256 };

/** Bytes of each request that has brought a part of the file, in the order of the file. */
function lengths(): number[] {
	return world.emulator.requests.uploads
		.filter(({ status }) => status === 201)
		.map(({ contentRange = 'bytes 0-', bytes }) => ({
			from: parseInt(contentRange.slice(6), 10),
			bytes,
		}))
		.sort((a, b) => a.from - b.from)
		.map(({ bytes }) => bytes);
}

const hintsOf = ({ hints }: NodeResult) => hints.map(({ message }) => message).join('\n');

async function sendByKey(options: INodeParameters, parameters: INodeParameters = {}) {
	return await upload(world, { items }, { ...parameters, options });
}

type Way = readonly [name: string, send: (options: INodeParameters) => Promise<NodeResult>];

const WAYS: Way[] = [
	['API key', sendByKey],
	[
		'Idempotency Key',
		async (options) => await sendByKey({ ...options, idempotencyKey: 'drive-1' }),
	],
	[
		'API key and delegated token',
		async (options) =>
			await sendByKey(options, {
				uploadWith: 'delegatedToken',
				uploadToken: byId(await createToken(world)),
			}),
	],
	[
		'delegated token alone',
		async (options) =>
			await uploadWithToken(world, await createToken(world), { items }, { options }),
	],
];

describe.each(WAYS)('a Chunk Size (%s)', (_way, send) => {
	it.each([
		[20, [20 * MIB, 20 * MIB, 20 * MIB]],
		[50, [52_428_800, 10 * MIB]],
		[50_000_000 / MIB, [50_000_000, SIZE - 50_000_000]],
		['17.5', [17.5 * MIB, 17.5 * MIB, 17.5 * MIB, 7.5 * MIB]],
		[60, [SIZE]],
		[undefined, [SIZE]],
	])('of %p MiB is exact, for a file of 60 MiB', async (chunkSize, expected) => {
		const result = await send(chunkSize === undefined ? {} : { chunkSize });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual(arrived);
		expect(lengths()).toEqual(expected);
		expect(hintsOf(result)).not.toContain('Chunk Size');
	});
});

/** An upload with a key that stops once its first chunk has arrived; what it has made can be taken up. */
async function beginWithKey(options: INodeParameters): Promise<void> {
	const { faults, requests } = world.emulator;
	const refused = { status: 403, slug: 'authorization-suspended-account' };
	faults.add({ kind: 'status', ...refused, path: '/source$', contentRange: '^bytes [1-9]' });
	const { error } = await sendByKey({ ...options, idempotencyKey: 'drive-1', parallelUploads: 1 });
	expect(error?.message).toContain('suspended');
	faults.clear();
	requests.clear();
}

describe('where it cannot be exact a hint says why', () => {
	it('too little memory', async () => {
		const result = await sendByKey({ chunkSize: 50, memoryLimit: 32 });
		expect(lengths()).toEqual([30 * MIB, 30 * MIB]);
		expect(hintsOf(result)).toContain(
			'holds no chunk of 50 MiB (Chunk Size), so the chunks had up to 30 MiB. Set Memory Limit to 52 or more',
		);
	});

	it('the memory that the first item has set for all', async () => {
		const large = fileOf(70 * MIB);
		const both = [
			{ file: file.path, json: { chunkSize: 60 } },
			{ file: large.path, json: { chunkSize: 68 } },
		];
		const options = { chunkSize: '={{ $json.chunkSize }}', memoryLimit: 64 };
		const result = await upload(world, { items: both }, { options });
		expect(await received(world, result, 1)).toEqual({ size: large.size, sha256: large.sha256 });
		expect(hintsOf(result)).toContain(
			'Set Memory Limit to 68 or more; the value of the first item',
		);
	});

	it('chunks of somebody else with the same key', async () => {
		await beginWithKey({ chunkSize: 8 });
		const result = await sendByKey({ chunkSize: 20, idempotencyKey: 'drive-1' });
		expect(await received(world, result)).toEqual(arrived);
		expect(lengths()).toEqual([16 * MIB, 16 * MIB, 16 * MIB, 4 * MIB]);
		expect(hintsOf(result)).toContain(
			'in chunks of a multiple of 8 MiB, so this step has sent chunks of up to 16 MiB, not of its Chunk Size of 20 MiB',
		);
	});
});

it('is exact in the video of a key whose file had to go in one request', async () => {
	world.emulator.faults.add({ kind: 'body-limit', bytes: 45 * MIB, path: '/source$' });
	const { error } = await sendByKey({ idempotencyKey: 'drive-1' });
	expect(error).toBeDefined();
	const result = await sendByKey({ idempotencyKey: 'drive-1', chunkSize: 40 });
	expect(await received(world, result)).toEqual(arrived);
	expect(lengths()).toEqual([40 * MIB, 20 * MIB]);
	expect(hintsOf(result)).not.toContain('Chunk Size');
	expect(world.emulator.requests.matching('POST', '/videos')).toHaveLength(1);
});

it('that is smaller counts in a video to resume, whose chunks were longer', async () => {
	const refused = { status: 403, slug: 'authorization-suspended-account' };
	world.emulator.faults.add({
		kind: 'status',
		...refused,
		path: '/source$',
		contentRange: '^bytes [1-9]',
	});
	await sendByKey({ chunkSize: 9, parallelUploads: 1 });
	world.emulator.faults.clear();
	const [, , resumeVideoId] = world.emulator.requests.uploads[0].path.split('/');
	world.emulator.requests.clear();
	const result = await sendByKey({ chunkSize: 6, resumeVideoId });
	expect(await received(world, result)).toEqual(arrived);
	expect(lengths()).toEqual([...Array<number>(8).fill(6 * MIB), 3 * MIB]);
	expect(hintsOf(result)).not.toContain('Chunk Size');
});

describe('a proxy that takes no request above 100 MB', () => {
	const film = fileOf(200 * MIB);
	const whole = { size: film.size, sha256: film.sha256 };
	const send = async (options: INodeParameters) =>
		await upload(world, { items: [{ file: film.path }] }, { options });

	beforeEach(() => {
		world.emulator.faults.add({
			kind: 'body-limit',
			bytes: 100_000_000,
			path: '/(source|upload)$',
		});
	});

	it.each([true, false])(
		'refuses a file of 200 MiB (closing the connection: %p)',
		async (close) => {
			world.emulator.faults.clear();
			world.emulator.faults.add({
				kind: 'body-limit',
				bytes: 100_000_000,
				close,
				path: '/source$',
			});
			const { error } = await send({});
			expect(error?.message).toContain('413');
			// Its answer may get lost while the file is still being sent; then the request is sent again.
			const statuses = world.emulator.requests.uploads.map(({ status }) => status);
			expect(new Set(statuses)).toEqual(new Set([413]));
			expect(error?.description).toContain('the empty video');
		},
	);

	it('lets it through in chunks of 90 MiB', async () => {
		const result = await send({ chunkSize: 90 });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual(whole);
		expect(lengths()).toEqual([90 * MIB, 90 * MIB, 20 * MIB]);
	});

	it('lets it through with a delegated token alone', async () => {
		const token = await createToken(world);
		const options = { chunkSize: 90 };
		const run = { items: [{ file: film.path }] };
		const result = await uploadWithToken(world, token, run, { options });
		expect(result.error).toBeUndefined();
		expect(await received(world, result)).toEqual(whole);
		expect(lengths()).toEqual([90 * MIB, 90 * MIB, 20 * MIB]);
	});
});

it('below the chunks of a video with a key says what to do when a proxy refuses them', async () => {
	await beginWithKey({ chunkSize: 8 });
	world.emulator.faults.add({ kind: 'body-limit', bytes: 6_000_000, path: '/source$' });
	const { error } = await sendByKey({ chunkSize: 5, idempotencyKey: 'drive-1' });
	expect(error?.description).toContain(
		'was begun in chunks of a multiple of 8 MiB, which is more than the Chunk Size of 5 MiB. Delete it with Video > Delete, and run the step again',
	);
});
