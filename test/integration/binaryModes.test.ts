import './support/smallMebibytes';
import type { INodeParameters } from 'n8n-workflow';
import type { BinaryMode, NodeRun } from './harness';
import { useAzure, useS3 } from './harness/binaryMode';
import { LocalAzure } from './harness/localAzure';
import { LocalS3 } from './harness/localS3';
import { beforeSending, type ReadFault } from './harness/readFaults';
import { until } from './harness/until';
import { createToken, received, upload, uploadWithToken, useEmulator } from './support/apiVideo';
import { fileOf } from './support/files';

// Files wherever n8n keeps them. All is scaled: what is called a MiB here has 16 KiB, so that 200 MiB are 3.2.

const world = useEmulator();
const SCALED_MIB = 16 * 1024;
const NAME = 'Übung 映画 №1 “é”.mp4';
const COMBINED = { workflowSettings: { binaryMode: 'combined' } } as const;
let s3: LocalS3;
let azure: LocalAzure;

beforeAll(async () => {
	[s3, azure] = await Promise.all([LocalS3.start(), LocalAzure.start()]);
	await useS3(s3);
	await useAzure(azure);
});
beforeEach(() => [s3, azure].map(({ reads }) => reads.next.splice(0)));
afterAll(async () => await Promise.all([s3.stop(), azure.stop()]));

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

describe.each<BinaryMode>(['default', 'filesystem', 'database', 's3', 'azure'])(
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

const STORES = [
	['s3', 'S3', () => s3],
	['azure', 'Azure', () => azure],
] as const;

describe.each(STORES)('in mode "%s", %s that does not work for a while', (binaryMode, _, store) => {
	const SIZE = 300 * SCALED_MIB + 17;

	it('and refuses to hand the file out: nobody notices', async () => {
		const { reads } = store();
		reads.next.push({ kind: 'busy' });
		await expectArrived([SIZE], { binaryMode });
		expect(reads.next).toEqual([]);
	});

	it.each([
		['in the middle', [SIZE / 2]],
		['again and again', [SIZE / 4, SIZE / 2, (SIZE * 3) / 4]],
	])('and breaks off %s: only the log tells', async (_case, cuts) => {
		const { reads } = store();
		const faults = cuts.map((afterBytes): ReadFault => ({ kind: 'cut', afterBytes }));
		reads.next.push(...beforeSending(true), ...faults);
		const { logs } = await expectArrived([SIZE], { binaryMode });
		const broken = logs.filter(({ message }) => message.includes('and goes on there'));
		expect(broken).toHaveLength(cuts.length);
		expect(reads.next).toEqual([]);
	});
});

describe.each(STORES)('in mode "%s", a file that n8n keeps in %s', (binaryMode, _, store) => {
	const { path: file } = fileOf(300 * SCALED_MIB + 17);
	const run: Partial<NodeRun> = { binaryMode, items: [{ file }] };

	it('is closed when the execution is cancelled in the middle', async () => {
		const { reads } = store();
		reads.next.push(...beforeSending(true), { kind: 'stall', afterBytes: 150 * SCALED_MIB });
		const stop = new AbortController();
		const running = upload(world, { ...run, signal: stop.signal });
		await until(() => reads.openReads > 0 && reads.next.length === 0, 'the file is read');
		stop.abort();
		expect((await running).status).toBe('canceled');
		await until(() => reads.openReads === 0, 'the connection to the store is closed');
	});

	it('that is not there any more is told as that', async () => {
		store().reads.next.push({ kind: 'gone' });
		const { error } = await upload(world, run);
		expect(error?.message).toMatch(/^n8n no longer has the file: 'film-/);
	});
});

it('tells of S3 that stays away that the file cannot be read', async () => {
	s3.reads.next.push(...Array<ReadFault>(40).fill({ kind: 'busy' }));
	const { path: file } = fileOf(300 * SCALED_MIB + 17);
	const { error, logs } = await upload(world, { binaryMode: 's3', items: [{ file }] });
	expect(error?.message).toMatch(/^The file could not be read: 'film-/);
	expect(error?.description).toContain('Run the step that brings the file again');
	expect(logs.some(({ message }) => message.includes('reduce your request rate'))).toBe(true);
});
