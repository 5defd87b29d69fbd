import { createHash, randomBytes } from 'node:crypto';
import type { IBinaryData, IBinaryKeyData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { received, upload, useEmulator } from './support/apiVideo';
import { bareDescription } from './harness/sourceNode';
import { fileOf as fileOnDisk } from './support/files';

const world = useEmulator();
const BYTES = randomBytes(10_000);
const ARRIVED = { size: BYTES.length, sha256: createHash('sha256').update(BYTES).digest('hex') };
const LINES = BYTES.toString('base64').replace(/.{76}/g, '$&\r\n');

const fileOf = (data: string, more: Partial<IBinaryData> = {}): IBinaryData => ({
	mimeType: 'video/mp4',
	fileName: 'film.mp4',
	data,
	...more,
});

describe("what n8n's own functions make of Input Binary Field", () => {
	it.each<[string, IDataObject | undefined, IBinaryKeyData | undefined, string, boolean]>([
		['the name of a field', undefined, { data: fileOf(`${LINES}\n`) }, 'data', false],
		[
			'the name of a field called as every object has one',
			undefined,
			{ constructor: fileOf(LINES) },
			'constructor',
			false,
		],
		[
			'an expression that gives a binary object',
			{ file: fileOf(`data:video/mp4;base64,${LINES}`) },
			undefined,
			'={{ $json.file }}',
			false,
		],
		[
			'a path, where files are in the JSON',
			{ _files: { film: fileOf(LINES) } },
			undefined,
			'_files.film',
			true,
		],
	])('%s', async (_case, json, binary, binaryPropertyName, combined) => {
		const workflowSettings = combined ? { binaryMode: 'combined' as const } : {};
		const result = await upload(
			world,
			{ items: [{ json, binary }], workflowSettings },
			{ binaryPropertyName },
		);
		expect(result.error?.message).toBeUndefined();
		expect(await received(world, result)).toEqual(ARRIVED);
	});

	it.each(['constructor', '__proto__', 'toString'])(
		'a field that only looks as if it were there: %s',
		async (binaryPropertyName) => {
			const items = [{ binary: { data: fileOf(LINES) } }];
			const { error } = await upload(world, { items }, { binaryPropertyName });
			expect(error?.message).toBe(
				`The item has no binary field named '${binaryPropertyName}' [item 0]`,
			);
			expect(world.emulator.requests.entries).toEqual([]);
		},
	);

	it.each<[string, IDataObject]>([
		['null', { file: null }],
		['nothing', {}],
		['an object without a file', { file: { mimeType: 'video/mp4', fileName: 'film.mp4' } }],
		['a file without content', { file: { mimeType: 'video/mp4', data: null } }],
		['a list', { file: [true, false] }],
	])('an expression that gives %s', async (_case, json) => {
		const { error } = await upload(
			world,
			{ items: [{ json }] },
			{ binaryPropertyName: '={{ $json.file }}' },
		);
		expect(error?.message).toMatch(/^(Input Binary Field|The file of this item) /);
		expect(error?.message).not.toMatch(/undefined|Cannot|Could not/);
		expect(error?.description).toMatch(/\.$/);
		expect(world.emulator.requests.entries).toEqual([]);
	});
});

describe('a workflow that keeps files in the JSON', () => {
	const workflowSettings = { binaryMode: 'combined' as const };
	const { path: file, sha256, size } = fileOnDisk(10_000);

	it.each(['filesystem', 'database', 'default'] as const)(
		'finds the file by the name that is there from the start (%s)',
		async (binaryMode) => {
			const result = await upload(world, { items: [{ file }], binaryMode, workflowSettings });
			expect(result.error?.message).toBeUndefined();
			expect(await received(world, result)).toEqual({ size, sha256 });
		},
	);

	it.each(['my.film', 'a film', '映画', '_files.data', '_files.my.film'])(
		'finds %s',
		async (binaryPropertyName) => {
			const field = binaryPropertyName.replace('_files.', '');
			const result = await upload(
				world,
				{ items: [{ file, field }], workflowSettings },
				{ binaryPropertyName },
			);
			expect(result.error?.message).toBeUndefined();
			expect(await received(world, result)).toEqual({ size, sha256 });
		},
	);

	it('lists what is there', async () => {
		const run = { items: [{ file, field: 'film' }], workflowSettings };
		const { error } = await upload(world, run);
		expect(error?.message).toBe("The item has no binary field named 'data' [item 0]");
		expect(error?.description).toContain("Its binary fields: 'film'. Enter one of them");
	});
});

describe('a file that a step in between has dropped', () => {
	const dropping = {
		description: bareDescription('Edit Fields'),
		execute: async () => [[{ json: {} }]],
	};
	const keeping = {
		description: bareDescription('Keep'),
		async execute(this: IExecuteFunctions) {
			return [this.getInputData()];
		},
	};
	const makesToken = { resource: 'delegatedToken', operation: 'create', ttl: 1, ttlUnit: 'hours' };
	const items = [{ file: fileOnDisk(1000).path }];

	it.each(['separate', 'combined'] as const)(
		'is told by the name of the api.video step (%s)',
		async (binaryMode) => {
			const between = { 'Make a token': makesToken };
			const { error } = await upload(world, { items, between, workflowSettings: { binaryMode } });
			expect(error?.message).toBe("The item has no binary field named 'data' [item 0]");
			expect(error?.description).toBe(
				"The item carries no file at all. The step 'Source' brings a file, but 'Make a token' after it hands on only what api.video has answered. Put 'Make a token' before 'Source'.",
			);
		},
	);

	it('is told by the name of any step, the first that has not handed it on', async () => {
		const between = { Keep: keeping, 'Edit Fields': dropping, 'Make a token': makesToken };
		const { error } = await upload(world, { items, between });
		expect(error?.description).toBe(
			"The item carries no file at all. The step 'Source' brings a file, but 'Edit Fields' after it does not hand it on. Put 'Edit Fields' before 'Source', or let it keep the file.",
		);
	});

	it('is no file of another item', async () => {
		const { error } = await upload(world, { items: [...items, {}] });
		expect(error?.message).toContain('[item 1]');
		expect(error?.description).toMatch(/^The item carries no file at all\. Put a step before/);
	});

	it('is not claimed where no step has brought one', async () => {
		const { error } = await upload(world, { items: [{}], between: { 'Edit Fields': dropping } });
		expect(error?.description).toMatch(/^The item carries no file at all\. Put a step before/);
	});
});
