import { received, upload, uploadWithToken, useEmulator, createToken } from './support/apiVideo';
import { fileOf } from './support/files';
import { bareDescription } from './harness/sourceNode';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { videosIn } from './support/truth';

const world = useEmulator();
const files = [fileOf(10_000), fileOf(20_000), fileOf(30_000)];
const items = files.map(({ path }, at) => ({ file: path, field: `data_${at}` }));

/** Puts the files of all items into one, as a form with several files does. */
const form = (first = 0, end = files.length) => ({
	Form: {
		description: bareDescription('Form'),
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const sent = this.getInputData().slice(first, end);
			const binary = Object.assign({}, ...sent.map((item) => item.binary)) as object;
			const _files = Object.assign({}, ...sent.map((item) => item.json._files)) as object;
			return [[{ json: { _files }, binary: { ...binary } }]];
		},
	},
});

describe.each(['separate', 'combined'] as const)('the files of a form (%s)', (binaryMode) => {
	const run = { items, workflowSettings: { binaryMode } };

	it.each([
		['data_*', [0, 1, 2]],
		['data_2, data_0', [2, 0]],
		['={{ ["data_1", "data_0"] }}', [1, 0]],
	])('become videos: %s', async (binaryPropertyName, order) => {
		const result = await upload(world, { ...run, between: form() }, { binaryPropertyName });
		expect(result.error?.message).toBeUndefined();
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			order.map(() => ({ item: 0 })),
		);
		for (const [at, which] of order.entries()) {
			const { size, sha256 } = files[which];
			expect(await received(world, result, at)).toEqual({ size, sha256 });
		}
	});

	it('have an idempotency key each, whichever of them are there', async () => {
		const parameters = { binaryPropertyName: 'data_*', options: { idempotencyKey: 'form-7' } };
		const one = await upload(world, { ...run, between: form(0, 1) }, parameters);
		const all = await upload(world, { ...run, between: form() }, parameters);
		const again = await upload(world, { ...run, between: form() }, parameters);
		const ids = [one, all, again].map((result) => result.items.map(({ json }) => json.videoId));
		expect([one.error, all.error, again.error]).toEqual([undefined, undefined, undefined]);
		expect(ids[1]).toHaveLength(3);
		expect(ids[1][0]).toBe(ids[0][0]);
		expect(ids[2]).toEqual(ids[1]);
		expect(await videosIn(world.emulator)).toHaveLength(3);
		expect(all.items[1].json.metadata).toContainEqual(
			expect.objectContaining({ value: 'form-7:data_1' }),
		);
	});
});

it('files go with a token alone as well, by their own names', async () => {
	const token = await createToken(world);
	const run = { items, between: form() };
	const result = await uploadWithToken(world, token, run, { binaryPropertyName: '*' });
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ json }) => json.title)).toEqual(
		files.map(({ path }) => path.split('/').at(-1)),
	);
});

it('a file that fails leaves by the error output, and the others by the other one', async () => {
	world.emulator.faults.add({ kind: 'status', status: 403, path: '/source$', nth: 2 });
	const result = await upload(
		world,
		{ items, between: form(), settings: { onError: 'continueErrorOutput' } },
		{ binaryPropertyName: 'data_*', options: { parallelUploads: 1 } },
	);
	const [good, bad] = result.outputs;
	expect(good).toHaveLength(2);
	expect(bad).toHaveLength(1);
	const ids = good.map(({ json }) => String(json.videoId));
	expect(bad[0].json.error).toContain("(file 'data_1') [item 0]");
	expect(bad[0].json.message).toContain(
		`Of this item these are done, and put out: file 'data_0' (${ids[0]}), file 'data_2' (${ids[1]}).`,
	);
});
