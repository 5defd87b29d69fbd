import { createHash, randomBytes } from 'node:crypto';
import type { IBinaryData, IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { received, upload, useEmulator } from './support/apiVideo';

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
		['a list', { file: [1, 2] }],
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
