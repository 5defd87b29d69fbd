import fc from 'fast-check';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { findFile, findFiles } from '../../../nodes/ApiVideo/n8n/binaryField';
import { FakeNode } from '../support/fakeNode';
import { expectReadable, troubleOf } from '../support/troubles';

const file = (id: string): IBinaryData => ({ mimeType: 'video/mp4', data: 'filesystem-v2', id });
const fields = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, file(`filesystem-v2:${name}`)]));

const separate = (...names: string[]): INodeExecutionData => ({
	json: {},
	binary: fields(...names),
});
const inJson = (...names: string[]): INodeExecutionData => ({
	json: { _files: fields(...names) } as unknown as IDataObject,
});

const nodeWith = (item: INodeExecutionData, binaryMode: 'separate' | 'combined' = 'separate') =>
	new FakeNode({ items: [item], workflowSettings: { binaryMode } }).execution;

const namesOf = (item: INodeExecutionData, value: unknown, mode?: 'combined') =>
	findFiles(nodeWith(item, mode), 0, value).files.map(({ field }) => field);

async function told(item: INodeExecutionData, value: unknown, mode?: 'combined') {
	const trouble = await troubleOf(() => findFiles(nodeWith(item, mode), 0, value));
	expectReadable(trouble);
	return trouble;
}

describe('Input Binary Field in a workflow that keeps files in the JSON', () => {
	it.each(['data', 'my.film', 'a film', '映画', 'constructor', '_files.data', '_files.my.film'])(
		'finds a field by its name, or by its path: %s',
		(name) => {
			const item = inJson('data', 'my.film', 'a film', '映画', 'constructor');
			const [{ field, binary }] = findFiles(nodeWith(item, 'combined'), 0, name).files;
			expect(field).toBe(name.replace('_files.', ''));
			expect(binary.id).toBe(`filesystem-v2:${field}`);
		},
	);

	it('finds what n8n finds at a path elsewhere', () => {
		const item: INodeExecutionData = { json: {}, binary: {} };
		const node = nodeWith(item, 'combined');
		node.helpers.assertBinaryData = (_item, path) => file(String(path));
		expect(findFiles(node, 0, 'body.film').files).toEqual([
			{ field: 'body.film', binary: file('body.film') },
		]);
	});

	it('prefers what is a binary field, as it was before', () => {
		const item = { ...inJson('data'), binary: { data: file('embedded') } };
		const of = (name: string) => findFile(nodeWith(item, 'combined'), 0, name).binary.id;
		expect(of('data')).toBe('embedded');
		expect(of('_files.data')).toBe('filesystem-v2:data');
	});

	it('lists the fields by the names that one would enter', async () => {
		const item = { ...inJson('data', 'thumb'), binary: { data: file('embedded') } };
		const { message, advice } = await told(item, 'video', 'combined');
		expect(message).toBe("The item has no binary field named 'video'");
		expect(advice).toContain("Its binary fields: 'data', '_files.data', 'thumb'. Enter one");
		for (const name of ['data', '_files.data', 'thumb']) {
			expect(namesOf(item, name, 'combined')).toEqual([name]);
		}
	});

	it.each(['*', '_files.*', 'data_*', '_files.data_*'])('takes a wildcard: %s', (pattern) => {
		expect(namesOf(inJson('data_0', 'data_1'), pattern, 'combined')).toEqual(['data_0', 'data_1']);
	});

	it.each<[string, unknown]>([
		['null', null],
		['a list', []],
		['a text', 'data'],
		['no file', { data: { mimeType: 5 } }],
	])('says that there is no file where _files is %s', async (_case, _files) => {
		const item = { json: { _files } } as unknown as INodeExecutionData;
		expect((await told(item, 'video', 'combined')).message).toContain("named 'video'");
	});

	it('does not take JSON for files in a workflow that keeps them apart', async () => {
		const { message } = await told(inJson('data'), 'data');
		expect(message).toBe("The item has no binary field named 'data'");
	});
});

describe('several files', () => {
	const FORM = separate('data_10', 'data_2', 'data_0', 'thumb');

	it.each<[unknown, string[]]>([
		['data_0, thumb', ['data_0', 'thumb']],
		['thumb,data_0', ['thumb', 'data_0']],
		[' data_0 ,, thumb, ', ['data_0', 'thumb']],
		['data_*', ['data_0', 'data_2', 'data_10']],
		['*', ['data_0', 'data_2', 'data_10', 'thumb']],
		['d*_*0', ['data_0', 'data_10']],
		['thumb, data_*', ['thumb', 'data_0', 'data_2', 'data_10']],
		['data_2, data_*, data_2', ['data_2', 'data_0', 'data_10']],
		[
			['data_0', 'thumb'],
			['data_0', 'thumb'],
		],
		['["data_0", "thumb"]', ['data_0', 'thumb']],
		[
			[file('a'), file('b'), file('a')],
			['1', '2'],
		],
		[
			['thumb', file('b')],
			['thumb', '2'],
		],
	])('%j', (value, names) => {
		expect(namesOf(FORM, value)).toEqual(names);
	});

	it.each<[string, boolean]>([
		['data_0', false],
		[' data_0 ', false],
		['data_0,', false],
		['data_0, data_0', true],
		['thu*', true],
		['["data_0"]', true],
	])('are named by a list or wildcard, however many there are: %s', (value, byList) => {
		expect(findFiles(nodeWith(FORM), 0, value).byList).toBe(byList);
	});

	it.each(['a, b', 'data_*', '["a"]', ' a', '*'])(
		'is not what a field is taken for that is called so: "%s"',
		(name) => {
			const { files, byList } = findFiles(nodeWith(separate('a', 'b', 'data_1', name)), 0, name);
			expect(files.map(({ field }) => field)).toEqual([name]);
			expect(byList).toBe(false);
		},
	);

	it.each<[unknown, string]>([
		['data_0, video', "The item has no binary field named 'video'"],
		['video_*', "The item has no binary field that fits 'video_*'"],
		['*ta_*ta_*', "The item has no binary field that fits '*ta_*ta_*'"],
		['data_0, video_*', "The item has no binary field that fits 'video_*'"],
		[',', 'Input Binary Field is empty'],
		[[], 'Input Binary Field is empty'],
		[['data_0', null], 'Input Binary Field is a list with an empty entry, number 2'],
		[[file('a'), undefined], 'Input Binary Field is a list with an empty entry, number 2'],
		[[['data_0']], 'Input Binary Field is a list with an entry that is neither a name nor a file'],
		['[1, {}]', "The item has no binary field named '1'"],
		[['data_0,thumb'], "The item has no binary field named 'data_0,thumb'"],
	])('stops with what is there: %j', async (value, message) => {
		const trouble = await told(FORM, value);
		expect(trouble.message).toContain(message);
		expect(trouble.advice).toContain("Its binary fields: 'data_10', 'data_2', 'data_0', 'thumb'.");
	});

	it('are several where only their names differ, in memory too', () => {
		const kept = (fileName: string): IBinaryData => ({
			mimeType: 'video/mp4',
			data: 'AAAA',
			fileName,
		});
		const [a, b] = [kept('a.mp4'), kept('b.mp4')];
		const names = findFiles(nodeWith({ json: {} }), 0, [a, b, { ...a }]).files.map(
			({ binary }) => binary.fileName,
		);
		expect(names).toEqual(['a.mp4', 'b.mp4']);
	});

	it('stops at a field that was emptied, also behind a wildcard', async () => {
		const item = {
			json: {},
			binary: { data_0: file('a'), data_1: null as unknown as IBinaryData },
		};
		expect((await told(item, 'data_*')).message).toBe("The binary field 'data_1' holds no file");
	});

	it('are too many for a step that takes one, unless there is only one', async () => {
		const trouble = await troubleOf(() => findFile(nodeWith(FORM), 0, 'data_*'));
		expectReadable(trouble);
		expect(trouble.message).toBe('Input Binary Field names 3 files, and this step takes one');
		expect(trouble.advice).toContain("'thumb'");
		expect(findFile(nodeWith(FORM), 0, 'thu*').field).toBe('thumb');
	});

	it('does not hang on a wildcard that is hard to follow', () => {
		const item = separate('a'.repeat(20_000));
		expect(() => findFiles(nodeWith(item), 0, `${'*a'.repeat(5000)}*b`)).toThrow('that fits');
	});
});

/** What the description of the field says, in the plainest way. */
function model(names: readonly string[], value: string): string[] | undefined {
	if (names.includes(value)) return [value];
	const found = new Set<string>();
	for (const entry of value.split(',').map((part) => part.trim())) {
		if (entry === '') continue;
		const literal = (part: string) => part.replace(/[.^$+?()[\]{}|\\/]/g, '\\$&');
		const fits = new RegExp(`^${entry.split('*').map(literal).join('.*')}$`, 's');
		const matching = names.includes(entry) ? [entry] : names.filter((name) => fits.test(name));
		if (matching.length === 0) return undefined;
		matching.forEach((name) => found.add(name));
	}
	return found.size > 0 ? [...found].sort() : undefined;
}

const letters = fc.string({
	unit: fc.constantFrom('a', 'b', '_', '1', '0', ',', '*', ' ', '.'),
	minLength: 1,
	maxLength: 5,
});

it('any list and wildcard names what its description says, or stops', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(letters, { maxLength: 6 }),
			letters,
			fc.constantFrom<'separate' | 'combined'>('separate', 'combined'),
			(names, value, mode) => {
				fc.pre(value.trim() !== '');
				const item = mode === 'combined' ? inJson(...names) : separate(...names);
				const wanted = model(names, value);
				const find = () => findFiles(nodeWith(item, mode), 0, value).files;
				if (wanted === undefined) {
					expect(find).toThrow(/has no binary field|is empty/);
				} else {
					const found = find();
					expect(found.map(({ field }) => field).sort()).toEqual(wanted);
					expect(found.map(({ binary }) => binary.id).sort()).toEqual(
						wanted.map((name) => `filesystem-v2:${name}`),
					);
				}
			},
		),
		{ numRuns: 1000 },
	);
});
