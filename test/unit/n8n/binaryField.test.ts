import type { IBinaryData, IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { FakeNode } from '../support/fakeNode';
import { expectReadable, troubleOf } from '../support/troubles';
import { NEVER } from '../support/never';
import { stillClock } from '../support/stillClock';

const STORED: IBinaryData = {
	mimeType: 'video/mp4',
	fileName: 'film.mp4',
	data: 'filesystem-v2',
	id: 'filesystem-v2:1',
	bytes: 1000,
};

const inItems = async (items: INodeExecutionData[], field: unknown) =>
	await binarySource(new FakeNode({ items }).execution, items.length - 1, field, stillClock, NEVER);

const find = async (field: unknown, ...binaries: unknown[]) =>
	await inItems(
		binaries.map((binary) => ({ json: {}, binary: binary as IBinaryKeyData | undefined })),
		field,
	);

/** What is said of a field, which must be good to read in any case. */
async function told(run: () => unknown) {
	const trouble = await troubleOf(run);
	expectReadable(trouble);
	expect(trouble.message.length).toBeLessThan(300);
	return trouble;
}

describe('Input Binary Field', () => {
	it('names the field of this item, not of the first one', async () => {
		const second = { ...STORED, fileName: 'second.mp4' };
		expect((await find('data', { data: STORED }, { data: second })).name).toBe('second.mp4');
	});

	it('may be the file itself', async () => {
		expect((await find(STORED, undefined)).name).toBe('film.mp4');
	});

	it('may be a number, as a name', async () => {
		expect((await find(7, { 7: STORED })).name).toBe('film.mp4');
	});

	it.each(['constructor', '__proto__', 'toString'])(
		'may be called %s, if there is such a field',
		async (name) => {
			const binary = Object.fromEntries([[name, STORED]]);
			expect((await find(name, binary)).name).toBe('film.mp4');
		},
	);

	it.each(['video', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'that names none lists those that are there: %s',
		async (name) => {
			const trouble = await told(() => find(name, { data: STORED, thumb: STORED }));
			expect(trouble.message).toBe(`The item has no binary field named '${name}'`);
			expect(trouble.advice).toContain("'data', 'thumb'");
		},
	);

	it.each([undefined, {}])('tells that there is no file at all: %j', async (binary) => {
		const trouble = await told(() => find('data', binary));
		expect(trouble.message).toBe("The item has no binary field named 'data'");
		expect(trouble.advice).toContain('no file at all');
	});

	it('gives the expression for files that are in the JSON where the workflow keeps them apart', async () => {
		const json = { _files: { 'a film': STORED } } as unknown as IDataObject;
		const trouble = await told(() => inItems([{ json }], 'a film'));
		expect(trouble.advice).toContain('{{ $json._files["a film"] }}');
	});

	it('lists no more names than people read, and no endless ones', async () => {
		const names = [...Array(30).keys()].map((index) => `attachment_${'x'.repeat(1000)}${index}`);
		const trouble = await told(() =>
			find('data', Object.fromEntries(names.map((name) => [name, STORED]))),
		);
		expect(trouble.advice).toContain('and 20 more');
		expect(trouble.advice.length).toBeLessThan(1500);
	});

	it.each([undefined, null, '', '  '])('is empty: %j', async (field) => {
		const trouble = await told(() => find(field, { data: STORED }));
		expect(trouble.message).toBe('Input Binary Field is empty');
		expect(trouble.advice).toContain('data');
	});

	it.each<[unknown, string]>([
		[{}, 'an object that is no file'],
		[{ data: STORED }, 'an object that is no file'],
		[{ data: 'AAAA' }, 'an object that is no file'],
		[{ mimeType: 'video/mp4' }, 'an object that is no file'],
		[[STORED, {}], 'a list with an entry that is neither a name nor a file, number 2'],
		[true, "not the name of a field: 'true'"],
	])('is neither a name nor a file: %j', async (field, what) => {
		const trouble = await told(() => find(field, { data: STORED }));
		expect(trouble.message).toContain(`Input Binary Field`);
		expect(trouble.message).toContain(what);
	});

	it.each([null, 'film.mp4', 5, [STORED]])(
		'names a field that a Code node has filled: %j',
		async (value) => {
			const trouble = await told(() => find('data', { data: value }));
			expect(trouble.message).toBe("The binary field 'data' holds no file");
		},
	);
});

describe('a binary object', () => {
	const FILE = { mimeType: 'video/mp4', fileName: 'film.mp4' };

	it.each<[string, object]>([
		['no data', FILE],
		['null as data', { ...FILE, data: null }],
		['a number as data', { ...FILE, data: 5 }],
		['bytes as data', { ...FILE, data: { type: 'Buffer', data: [1] } }],
		['an ID that is a number', { ...FILE, id: 5 }],
		['an ID that is an object', { ...FILE, id: {} }],
		['an ID of blanks', { ...FILE, id: ' ' }],
		['the name of a mode as data, and no ID', { ...FILE, data: 'filesystem-v2' }],
		['the name of another mode, and no ID', { ...FILE, data: 'database' }],
	])('with %s says so', async (_case, binary) => {
		const trouble = await told(() => find('data', { data: binary }));
		expect(trouble.message).toBe(
			"The file 'film.mp4' has no content: its binary object holds neither data nor the ID of a file that n8n keeps",
		);
		expect(trouble.advice).toContain('Code node');
	});

	it('that an expression gives, without data, says so', async () => {
		const trouble = await told(() => find({ ...FILE, data: undefined }, {}));
		expect(trouble.message).toContain('has no content');
	});

	it.each<[string, object, string]>([
		['as they came', {}, 'film.mp4'],
		['in any script', { fileName: '映画 🎬.mov' }, '映画 🎬.mov'],
		['that is a number', { fileName: 2026 }, '2026'],
		['from the extension', { fileName: undefined, fileExtension: 'mov' }, 'video.mov'],
		['from the extension, for blanks', { fileName: ' ', fileExtension: 'mov' }, 'video.mov'],
		['from the extension, for an object', { fileName: {}, fileExtension: 'mov' }, 'video.mov'],
		['from nothing', { fileName: undefined }, 'video'],
		[
			'from nothing, for an extension that is no text',
			{ fileName: null, fileExtension: {} },
			'video',
		],
		['that is endless', { fileName: `${'🎬'.repeat(5000)}.mp4` }, `${'🎬'.repeat(251)}.mp4`],
		['that is endless, without an extension', { fileName: 'x'.repeat(5000) }, 'x'.repeat(255)],
	])('has a name %s', async (_case, more, name) => {
		expect((await find('data', { data: { ...STORED, ...more } })).name).toBe(name);
	});

	it.each([
		['video/quicktime', 'video/quicktime'],
		['', 'application/octet-stream'],
		[undefined, 'application/octet-stream'],
		[{}, 'application/octet-stream'],
		[5, 'application/octet-stream'],
	])('has a type: %j', async (mimeType, type) => {
		expect((await find('data', { data: { ...STORED, mimeType } })).type).toBe(type);
	});

	it('is called by a name that a message can hold', async () => {
		const binary = { ...STORED, fileName: 'x'.repeat(5000), bytes: 0 };
		const { message } = await told(() => find('data', { data: binary }));
		expect(message).toBe(`The file '${'x'.repeat(100)}...' is empty`);
	});
});
