import './support/smallChunks';
import './support/quickStalls';
import { Readable } from 'node:stream';
import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../emulator';
import type { NodeResult } from './harness';
import { host } from './harness/host';
import { until } from './harness/until';
import { byId, createToken, inWorld, upload, type World } from './support/apiVideo';
import { MockTime } from './support/clock';
import { fileOf, MIB, type TestFile } from './support/files';
import { heldOf, sortedVideos } from './support/truth';

/** Several executions meet as they would only when waits last; with all time faster, that takes seconds. */
const SPEED = 10;

const idempotencyKey = 'drive-1';
const KEYED = { options: { idempotencyKey } };

const send = async (world: World, file: TestFile, parameters: INodeParameters) =>
	await upload(world, { items: [{ file: file.path }] }, parameters);

/** All have succeeded with one video, which is all of the file, and the only one. */
async function expectOneVideo({ emulator }: World, results: readonly NodeResult[], file: TestFile) {
	expect(results.map(({ error }) => error?.message)).toEqual(results.map(() => undefined));
	const [videoId, ...others] = new Set(results.map(({ items }) => String(items[0].json.videoId)));
	expect(others).toEqual([]);
	expect(await heldOf(emulator, videoId, file)).toMatchObject({ whole: true });
	expect(await sortedVideos(emulator, file)).toEqual({ filled: [videoId], empty: [] });
}

describe('executions with one idempotency key', () => {
	it('end in one video, 12 pairs of them, when the list is 1.5 s behind', async () => {
		const file = fileOf(11 * MIB);
		const pairs = Array.from({ length: 12 }, async () => {
			await inWorld(new MockTime(SPEED), async (world) => {
				world.emulator.faults.add({
					kind: 'lag',
					milliseconds: 1500,
					method: 'GET',
					path: '^/videos$',
				});
				const pair = [send(world, file, KEYED), send(world, file, KEYED)];
				await expectOneVideo(world, await Promise.all(pair), file);
			});
		});
		await Promise.all(pairs);
	});

	it('complete the file when one cuts it into chunks of 5 MiB and the other of 8', async () => {
		const file = fileOf(40 * MIB + 7);
		const pairs = Array.from({ length: 4 }, async () => {
			await inWorld(new MockTime(SPEED), async (world) => {
				world.emulator.faults.add({
					kind: 'latency',
					milliseconds: 20,
					path: '/source$',
				});
				const pair = [5, 8].map(async (chunkSize) => {
					const options = { idempotencyKey, chunkSize, parallelUploads: 3 };
					return await send(world, file, { options });
				});
				await expectOneVideo(world, await Promise.all(pair), file);
			});
		});
		await Promise.all(pairs);
	});

	it('complete the file when one sends it whole and the other in chunks', async () => {
		const file = fileOf(6 * MIB);
		let inChunks = 0;
		const meet = async (index: number) => {
			await inWorld(new MockTime(SPEED), async (world) => {
				const { faults, requests } = world.emulator;
				// One of them is behind the other one, by turns the chunks or the whole file, which has no range.
				const contentRange = index % 2 === 0 ? '^bytes' : '^$';
				faults.add({ kind: 'latency', milliseconds: 200, path: '/source$', contentRange });
				const pair = [{}, { chunkSize: 5, parallelUploads: 2 }].map(
					async (options) => await send(world, file, { options: { idempotencyKey, ...options } }),
				);
				await expectOneVideo(world, await Promise.all(pair), file);
				const arrived = requests.uploads.filter(({ status }) => status === 201);
				if (arrived.some((one) => one.contentRange)) inChunks++;
			});
		};
		// On a busy machine all whole files may come first.
		for (let round = 0; round < 5 && inChunks === 0; round++) {
			await Promise.all(Array.from({ length: 8 }, async (_, index) => await meet(index)));
		}
		expect(inChunks).toBeGreaterThan(0);
	});

	it('keep what another one has completed, when the file of the first one cannot be read any more', async () => {
		const file = fileOf(16 * MIB + 3);
		await inWorld(new MockTime(SPEED), async (world) => {
			const { emulator } = world;
			const options = { idempotencyKey, ifStopped: 'delete', parallelUploads: 1 };
			const reading = stallFirstFile(7 * MIB);
			const first = send(world, file, { options });
			await until(
				() => emulator.requests.uploads.some(({ status }) => status === 201),
				'a chunk of the first one',
			);
			const second = await send(world, file, KEYED);
			reading.fail();
			const { error } = await first;
			reading.restore();

			expect(error?.message).toContain('The file could not be read');
			await expectOneVideo(world, [second], file);
			expect(emulator.requests.matching('DELETE', /./)).toEqual([]);
		});
	});
});

/** The first file that is read stalls after so many bytes; others are read as they are. */
function stallFirstFile(bytes: number) {
	const { binaryData } = host;
	const real = binaryData.getAsStream.bind(binaryData);
	let fail = () => {};
	const failure = new Promise<never>((_, reject) => {
		fail = () => reject(new Error('The disk is gone'));
	});
	// Nobody may be reading when it fails.
	failure.catch(() => undefined);
	let first: string | undefined;
	const spy = jest.spyOn(binaryData, 'getAsStream').mockImplementation(async (id, size) => {
		first ??= id;
		const stream = await real(id, size);
		return id === first ? Readable.from(stalling(stream, bytes, failure)) : stream;
	});
	return { fail, restore: () => spy.mockRestore() };
}

async function* stalling(stream: Readable, bytes: number, failure: Promise<never>) {
	let passed = 0;
	for await (const piece of stream as AsyncIterable<Buffer>) {
		passed += piece.length;
		if (passed > bytes) await failure;
		yield piece;
	}
}

describe('somebody else who writes to the same video', () => {
	const file = fileOf(23 * MIB + 7);
	const chunkSize = 10;
	const secondChunk = { path: '/(source|upload)$', contentRange: '^bytes 10485760-' };
	const aHalf: Fault = {
		kind: 'other-writer',
		alignTo: 5 * MIB,
		minimumLeft: 5 * MIB,
		...secondChunk,
		nth: 1,
	};

	it.each([['API key'], ['delegated token']])(
		'makes a step with an idempotency key send what is missing (%s)',
		async (way) => {
			await inWorld(new MockTime(), async (world) => {
				const token = way === 'API key' ? undefined : await createToken(world);
				world.emulator.faults.add(aHalf);
				const uploadWith = token && { uploadWith: 'delegatedToken', uploadToken: byId(token) };
				const options = { idempotencyKey, chunkSize };
				const result = await send(world, file, { ...uploadWith, options });
				expect(world.emulator.faults.list()[0].fired).toBe(1);
				await expectOneVideo(world, [result], file);
			});
		},
	);

	it('ends a step with Resume Video, which can be resumed once more', async () => {
		await inWorld(new MockTime(), async (world) => {
			const { faults, requests } = world.emulator;
			const refused = { status: 403, slug: 'authorization-suspended-account' };
			faults.add({ kind: 'status', ...refused, ...secondChunk });
			await send(world, file, { options: { chunkSize, parallelUploads: 1 } });
			faults.clear();
			const [, , videoId] = requests.uploads[0].path.split('/');
			expect(await heldOf(world.emulator, videoId, file)).toMatchObject({ whole: false });

			faults.add(aHalf);
			const options = { chunkSize, resumeVideoId: videoId };
			const { error } = await send(world, file, { options });
			expect(error?.message).toContain('Somebody else is uploading to the same video');
			expect(error?.description).toContain(`Resume Video set to ${videoId}`);

			await expectOneVideo(world, [await send(world, file, { options })], file);
		});
	});
});
