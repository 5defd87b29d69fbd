import './support/smallMebibytes';
import type { INodeParameters } from 'n8n-workflow';
import type { BinaryMode, NodeRun } from './harness';
import { useS3 } from './harness/binaryMode';
import { LocalS3, type ReadFault } from './harness/localS3';
import { until } from './harness/until';
import { createToken, received, upload, uploadWithToken, useEmulator } from './support/apiVideo';
import { fileOf } from './support/files';

// Files wherever n8n keeps them. All is scaled: what is called a MiB here has 16 KiB, so that 200 MiB are 3.2.

const world = useEmulator();
const SCALED_MIB = 16 * 1024;
const NAME = 'Übung 映画 №1 “é”.mp4';
const COMBINED = { workflowSettings: { binaryMode: 'combined' } } as const;
let s3: LocalS3;

beforeAll(async () => {
	s3 = await LocalS3.start();
	await useS3(s3);
});
beforeEach(() => s3.faults.splice(0));
afterAll(async () => await s3.stop());

const SIZES = [
	1,
	5 * SCALED_MIB,
	200 * SCALED_MIB - 1,
	200 * SCALED_MIB,
	200 * SCALED_MIB + 1,
	300 * SCALED_MIB + 17,
];

/** Sends files of an item each, and looks at what has arrived. */
async function expectArrived(sizes: number[], run: Partial<NodeRun>, token?: string) {
	const files = sizes.map((size) => fileOf(size));
	const items = files.map(({ path: file }) => ({ file, fileName: NAME }));
	const result =
		token === undefined
			? await upload(world, { ...run, items })
			: await uploadWithToken(world, token, { ...run, items });
	expect(result.error).toBeUndefined();
	for (const [index, { size, sha256 }] of files.entries()) {
		expect(await received(world, result, index)).toEqual({ size, sha256 });
		expect(result.items[index].json.title).toBe(NAME);
	}
	return result;
}

describe.each<BinaryMode>(['default', 'filesystem', 'database', 's3'])(
	'in mode "%s"',
	(binaryMode) => {
		it('files of all sizes arrive, with names of all scripts', async () => {
			await expectArrived(SIZES, { binaryMode });
		});

		it('also with a delegated token, and where the workflow keeps them in the JSON', async () => {
			const token = await createToken(world);
			await expectArrived([1, 300 * SCALED_MIB + 17], { binaryMode, ...COMBINED }, token);
		});

		it('an empty file is refused before anything is sent', async () => {
			const { path: file } = fileOf(0);
			const { error } = await upload(world, { binaryMode, items: [{ file }] });
			expect(error?.message).toMatch(/^The file 'film-0\.mp4' is empty/);
			expect(world.emulator.requests.matching('POST', '/videos')).toEqual([]);
		});

		it('an upload that stopped in the middle is gone on with', async () => {
			const { path: file, size, sha256 } = fileOf(300 * SCALED_MIB + 17);
			const options: INodeParameters = { idempotencyKey: `film-${binaryMode}` };
			const run = { binaryMode, items: [{ file }] };
			const chunks = {
				kind: 'status',
				status: 403,
				slug: 'authorization-suspended-account',
			} as const;
			world.emulator.faults.add({ ...chunks, path: '/source$', nth: 4 });
			const stopped = await upload(world, run, { options });
			expect(stopped.error).toBeDefined();
			world.emulator.faults.clear();
			const sent = () => world.emulator.requests.uploads.reduce((sum, { bytes }) => sum + bytes, 0);
			const before = sent();
			const result = await upload(world, run, { options });
			expect(result.error).toBeUndefined();
			expect(await received(world, result)).toEqual({ size, sha256 });
			expect(sent() - before).toBeGreaterThan(0);
			expect(sent() - before).toBeLessThan(size);
		});
	},
);

describe('S3 that does not work for a while', () => {
	const SIZE = 300 * SCALED_MIB + 17;

	it.each<[string, ReadFault[]]>([
		['refuses to hand the file out', [{ kind: 'busy' }, { kind: 'busy' }]],
		['breaks off in the middle', [{ kind: 'cut', afterBytes: SIZE / 2 }]],
		[
			'breaks off again and again',
			[1, 2, 3].map((part) => ({ kind: 'cut', afterBytes: (part * SIZE) / 4 })),
		],
	])('and %s: nobody notices', async (_, faults) => {
		s3.faults.push(...faults);
		await expectArrived([SIZE], { binaryMode: 's3' });
		expect(s3.faults).toEqual([]);
	});
});

describe('a file that n8n keeps in S3', () => {
	const { path: file } = fileOf(300 * SCALED_MIB + 17);
	const run: Partial<NodeRun> = { binaryMode: 's3', items: [{ file }] };

	it('is closed when the execution is cancelled in the middle', async () => {
		s3.faults.push({ kind: 'stall', afterBytes: 150 * SCALED_MIB });
		const stop = new AbortController();
		const running = upload(world, { ...run, signal: stop.signal });
		await until(() => s3.openReads > 0 && s3.faults.length === 0, 'the file is read');
		stop.abort();
		expect((await running).status).toBe('canceled');
		await until(() => s3.openReads === 0, 'the connection to S3 is closed');
	});

	it('that is not there any more is told as that', async () => {
		s3.faults.push({ kind: 'gone' });
		const { error } = await upload(world, run);
		expect(error?.message).toMatch(/^n8n no longer has the file: 'film-/);
	});

	it('of S3 that stays away is told as one that cannot be read', async () => {
		s3.faults.push(...Array<ReadFault>(40).fill({ kind: 'busy' }));
		const { error, logs } = await upload(world, run);
		expect(error?.message).toMatch(/^The file could not be read: 'film-/);
		expect(error?.description).toContain('Run the step that brings the file again');
		expect(logs.some(({ message }) => message.includes('reduce your request rate'))).toBe(true);
		s3.faults.splice(0);
	});
});
