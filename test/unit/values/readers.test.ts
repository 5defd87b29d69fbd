import type { INodeProperties } from 'n8n-workflow';
import { readChoices } from '../../../nodes/ApiVideo/values/choices';
import { readCollection } from '../../../nodes/ApiVideo/values/collection';
import { readField } from '../../../nodes/ApiVideo/values/field';
import { emptyEntries, readList } from '../../../nodes/ApiVideo/values/list';
import { readJsonRows, readRows } from '../../../nodes/ApiVideo/values/rows';
import { readFilled, readSecret } from '../../../nodes/ApiVideo/values/text';
import { expectReadable, troubleOf } from '../support/troubles';

describe('a list', () => {
	it.each<[unknown, string, string[] | undefined]>([
		['a, b', ',', ['a', 'b']],
		['One, two.\nThree.\n', '\n', ['One, two.', 'Three.']],
		[' ["a, b", 7, true] ', ',', ['a, b', '7', 'true']],
		['[a]', ',', ['[a]']],
		['[a], [b], {c}', ',', ['[a]', '[b]', '{c}']],
		['["a, b", "say \\"c\\""]', ',', ['a, b', 'say "c"']],
		[7n, ',', ['7']],
		[['a', null, ''], ',', ['a']],
		[[], ',', []],
		[' [ ] ', ',', []],
		[undefined, ',', undefined],
		[null, ',', undefined],
	])('%j', (value, separator, list) => {
		expect(readList(value, 'Tags', separator)).toEqual(list);
	});

	it.each(['', ' ,', [''], [null, undefined], '[null]'])('%j is an empty one', async (value) => {
		const trouble = await troubleOf(() => readList(value, 'Tags'));
		expectReadable(trouble);
		expect(trouble.message).toBe('Tags is empty');
	});

	it.each([{}, [{ a: 1 }], ['a', ['b']], '[["a"]]', NaN])('%j is none', async (value) => {
		const { message } = await troubleOf(() => readList(value, 'Tags'));
		expect(message).toMatch(/^Tags is not a list of texts: '/);
	});
});

it.each<[unknown, number[]]>([
	['a,, b, ', [2, 4]],
	['a', []],
	[
		['', 'a', null, ' '],
		[1, 3, 4],
	],
	[' ["a", ""] ', [2]],
])('of %j the empty entries are counted from 1', (value, empty) => {
	expect(emptyEntries(value, 'Tags')).toEqual(empty);
});

it.each(['a, [object Object]', ['a', '[object Object]']])('%j is no list', async (value) => {
	const trouble = await troubleOf(() => readList(value, 'Tags'));
	expectReadable(trouble);
	expect(trouble.message).toBe('Tags has an object in it where a text belongs');
});

describe('what was meant to be a list in JSON', () => {
	it.each([
		'["news", "x"',
		'["news", x]',
		"['news', 'x']",
		'["a"] and more',
		'{"tags":["a"]}',
		'{}',
	])('%s stops', async (value) => {
		const trouble = await troubleOf(() => readList(value, 'Tags'));
		expectReadable(trouble);
		expect(trouble.message).toBe(`Tags looks like JSON, but is not a list: '${value}'`);
	});
});

describe('several choices', () => {
	const field = {
		displayName: 'Formats',
		options: [
			{ name: 'HLS', value: 'hls' },
			{ name: 'MP4 File', value: 'mp4' },
		],
	};

	it.each<[unknown, string[] | undefined]>([
		[
			['hls', 'MP4 file', 'HLS'],
			['hls', 'mp4'],
		],
		['hls, MP4 File', ['hls', 'mp4']],
		['["mp4"]', ['mp4']],
		[[], []],
		[null, undefined],
	])('%j', (value, chosen) => {
		expect(readChoices(value, field)).toEqual(chosen);
	});

	it('are none when one of them does not exist', async () => {
		const trouble = await troubleOf(() => readChoices(['hls', 'ogg'], field));
		expectReadable(trouble);
		expect(trouble.message).toBe("Formats has a value that does not exist here: 'ogg'");
	});
});

describe('rows', () => {
	const field = {
		displayName: 'Metadata',
		type: 'fixedCollection' as const,
		options: [{ displayName: 'Metadata', name: 'group', values: [] }],
	};
	const row = { key: 'a' };

	it.each<[unknown, object[] | undefined]>([
		[{ group: [row] }, [row]],
		[[row], [row]],
		['[{"key":"a"}]', [row]],
		[{}, undefined],
		[{ group: [] }, undefined],
		[{ group: null }, undefined],
		[[], undefined],
		[null, undefined],
		[undefined, undefined],
	])('%j', (value, rows) => {
		expect(readRows(value, field)).toEqual(rows);
	});

	it.each(['', 'a', 7, true, ['a'], [null], { key: 'a' }, { group: 'a' }, { group: row }, '{}'])(
		'%j are none',
		async (value) => {
			const trouble = await troubleOf(() => readRows(value, field));
			expectReadable(trouble);
			expect(trouble.message).toBe('Metadata does not consist of rows');
			expect(trouble.advice).toContain('belongs into Metadata (JSON)');
		},
	);
});

describe('rows as JSON', () => {
	const field = {
		displayName: 'Restreams (JSON)',
		type: 'json',
		placeholder: 'e.g. [{}]',
	} as const;
	const row = { name: 'a' };

	it.each<[unknown, object[] | undefined]>([
		[[row], [row]],
		[' [{"name":"a"}] ', [row]],
		[[], []],
		['[]', []],
		['', []],
		[' ', []],
		['null', undefined],
		[null, undefined],
		[undefined, undefined],
	])('%j', (value, rows) => {
		expect(readJsonRows(value, field)).toEqual(rows);
	});

	it.each([7, true, row, '{}', '7', '[7]', ['a'], [[row]], new Date(7), [null]])(
		'%j are none',
		async (value) => {
			const trouble = await troubleOf(() => readJsonRows(value, field));
			expectReadable(trouble);
			expect(trouble.message).toBe('Restreams (JSON) does not consist of rows');
			expect(trouble.advice).toMatch(/^Enter JSON such as \[\{\}\] in Restreams \(JSON\)/);
		},
	);

	it.each(['name=hidden', '[{"name":"hidden"}', "[{'name':'hidden'}]", '[object Object]'])(
		'%s is no JSON, and is not repeated',
		async (value) => {
			const trouble = await troubleOf(() => readJsonRows(value, field));
			expectReadable(trouble);
			expect(trouble.message).toBe('Restreams (JSON) is not JSON');
			expect(trouble.advice).not.toContain('hidden');
		},
	);
});

it('a text that must be filled in is given without blanks around it', async () => {
	expect(readFilled(' a ', 'Title', 'Enter one.')).toBe('a');
	expect(readFilled(7, 'Title', 'Enter one.')).toBe('7');
	const trouble = await troubleOf(() => readFilled(' ', 'Title', 'Enter one.'));
	expect([trouble.message, trouble.advice]).toEqual(['Title is empty', 'Enter one.']);
});

it('a text that nobody may see is not repeated', async () => {
	expect(readSecret('key', 'Stream Key')).toBe('key');
	const { message, advice } = await troubleOf(() => readSecret({ key: 'hidden' }, 'Stream Key'));
	expect(message).toBe('Stream Key is not a text');
	expect(`${message} ${advice}`).not.toContain('hidden');
});

describe('a collection', () => {
	it.each([[{ a: 1 }, { a: 1 }] as const, [null, {}] as const, [undefined, {}] as const])(
		'%j',
		(value, fields) => {
			expect(readCollection(value, 'Options')).toEqual(fields);
		},
	);

	it.each(['a', 7, ['a'], [{ a: 1 }]])('is not made of %j', async (value) => {
		const trouble = await troubleOf(() => readCollection(value, 'Options'));
		expectReadable(trouble);
		expect(trouble.message).toBe('Options does not consist of fields');
	});
});

describe('a field is read by its type', () => {
	const field = (type: INodeProperties['type']) => ({
		displayName: 'Field',
		type,
		options: [{ name: 'One', value: '1' }],
	});

	it.each([
		['boolean', '1', true],
		['options', 'One', '1'],
		['multiOptions', 'One', ['1']],
		['string', 1, '1'],
		['string', null, undefined],
		['options', undefined, undefined],
	] as const)('%s: %p is %p', (type, value, read) => {
		expect(readField(value, field(type))).toEqual(read);
	});
});
