import type { IDataObject } from 'n8n-workflow';
import type { ListAction } from '../../../nodes/ApiVideo/resources/shared/listAction';
import {
	metadataField,
	metadataJsonField,
	readMetadata,
	readMetadataIn,
	readNewMetadata,
	readTags,
} from '../../../nodes/ApiVideo/resources/video/tagsAndMetadata';
import { mergeMetadata, mergeTags } from '../../../nodes/ApiVideo/resources/video/mergeLists';

import { expectReadable, troubleOf } from '../support/troubles';

const entry = (key: string, value: string) => ({ key, value });

describe('Tags', () => {
	it.each<[unknown, string[] | undefined]>([
		['maths, string theory', ['maths', 'string theory']],
		[' maths ,,  , maths', ['maths']],
		[undefined, undefined],
		[null, undefined],
		[[], []],
		['[]', []],
		[
			['a', ' b ', 'a', ''],
			['a', 'b'],
		],
		[
			['a, b', 7],
			['a, b', '7'],
		],
		['["news", "a, b"]', ['news', 'a, b']],
		['[live]', ['[live]']],
		[2026, ['2026']],
		[['a', null, undefined], ['a']],
	])('%j', (value, tags) => {
		expect(readTags(value)).toEqual(tags);
	});

	it.each([
		'',
		' , ',
		[null],
		['', undefined],
		{},
		{ tag: 'a' },
		['a', { tag: 'b' }],
		[['a']],
		'[{"tag":"a"}]',
	])('%j stops', async (value) => {
		const trouble = await troubleOf(() => readTags(value));
		expectReadable(trouble);
		expect(trouble.message).toMatch(/^Tags is (empty|not a list of texts)/);
	});
});

describe('Metadata', () => {
	it.each<[string, unknown, object[] | undefined]>([
		['of the editor', { metadataValues: [entry('a', '1')] }, [entry('a', '1')]],
		['as a list', [entry('a', '1'), { key: 7, value: 2 }], [entry('a', '1'), entry('7', '2')]],
		['as the JSON text of one', '[{"key":"a","value":true}]', [entry('a', 'true')]],
		['with blanks', [entry(' a ', ' 1 ')], [entry('a', ' 1 ')]],
		['without a value', [{ key: 'a' }, { key: 'b', value: null }], [{ key: 'a' }, { key: 'b' }]],
		['of which n8n left nothing', {}, undefined],
		['without rows', { metadataValues: [] }, undefined],
		['nothing', undefined, undefined],
	])('%s', (_case, value, expected) => {
		expect(readMetadataIn({ metadata: value as IDataObject })).toEqual(expected);
	});

	it.each<[string, unknown, RegExp]>([
		['of which n8n left blanks', { metadataValues: [entry('', '')] }, /^Key is empty in row 1 of/],
		['a row without a key', [entry('a', '1'), { value: 'x' }], /^Key is empty in row 2 of Metad/],
		['a key of blanks', [entry(' ', '2')], /^Key is empty in row 1 of Metadata$/],
		['a key that is an object', [{ key: { a: 1 }, value: '' }], /^Key is not a text/],
		['a value that is a list', [{ key: 'a', value: ['b'] }], /^Value of 'a' is not a text/],
		['a hole', [null, entry('a', '1')], /^Metadata does not consist of rows/],
		['texts', ['a', 'b'], /^Metadata does not consist of rows/],
		['an object of keys', { Author: 'John' }, /^Metadata does not consist of rows/],
		['a text', 'Author', /^Metadata does not consist of rows$/],
		['an empty text', '', /^Metadata does not consist of rows/],
		['a number', 7, /^Metadata does not consist of rows/],
		['a group that is no list', { metadataValues: 'a' }, /^Metadata does not consist of rows/],
		['a group of another name', { constructor: [] }, /^Metadata does not consist of rows/],
	])('%s stops', async (_case, value, message) => {
		const { message: said, advice } = await troubleOf(() =>
			readMetadataIn({ metadata: value as IDataObject }),
		);
		expect(said).toMatch(message);
		expect(advice).toMatch(/form|expression/);
	});

	it('of which n8n has made blank rows says which field to use', async () => {
		const blank = { metadataValues: Array.from('={{ $json.rows }}', () => entry('', '')) };
		const { message, advice } = await troubleOf(() => readMetadataIn({ metadata: blank }));
		expect(message).toBe('Key is empty in row 1 of Metadata');
		expect(advice).toContain('Metadata (JSON)');
		expect(metadataField.description).toContain('Metadata (JSON)');
	});

	it.each<[string, unknown, object[] | undefined]>([
		['a list', [entry('a', '1'), { key: 7, value: 2 }], [entry('a', '1'), entry('7', '2')]],
		['the JSON text of a list', ' [{"key":"a","value":true}]', [entry('a', 'true')]],
		['an object', { Author: 'John', Year: 2026 }, [entry('Author', 'John'), entry('Year', '2026')]],
		['the JSON text of an object', '{"Author":"John"}', [entry('Author', 'John')]],
		['an object with a key called "key"', { key: 'a' }, [entry('key', 'a')]],
		['a key without a value', { a: null }, [{ key: 'a' }]],
		['an empty list', [], []],
		['an empty object', '{}', []],
		['an empty text', '', []],
		['nothing', null, undefined],
	])('as JSON: %s', (_case, value, expected) => {
		expect(readMetadataIn({ metadataJson: value as IDataObject })).toEqual(expected);
	});

	it.each<[string, unknown, RegExp]>([
		['a row without a key', [{ value: 'x' }], /^Key is empty in row 1 of Metadata \(JSON\)$/],
		['an empty key', { ' ': 'x' }, /^Key is empty in row 1/],
		['another name than value', [{ key: 'a', val: 'x' }], /^Row 1 of .+ has 'val' where its value/],
		['one row alone', { key: 'a', value: 'b' }, /^Metadata \(JSON\) could be one row/],
		['a list as a value', { a: ['b'] }, /^Value of 'a' is not a text/],
		['an object as a value', [{ key: 'a', value: { b: 1 } }], /^Value of 'a' is not a text/],
		['a list of texts', ['a'], /^Metadata \(JSON\) does not consist of rows$/],
		['a hole', [null], /^Metadata \(JSON\) does not consist of rows$/],
		['a number', '7', /^Metadata \(JSON\) does not consist of rows$/],
		['a date', new Date(7), /^Metadata \(JSON\) does not consist of rows$/],
		['a text', 'Author: John', /^Metadata \(JSON\) is not JSON$/],
		['half a text', '{"Author":"John"', /^Metadata \(JSON\) is not JSON$/],
		['a key twice', [entry('a', '1'), entry(' a', '1')], /^Metadata has the key 'a' twice$/],
	])('as JSON, %s stops', async (_case, value, message) => {
		const trouble = await troubleOf(() => readMetadataIn({ metadataJson: value as IDataObject }));
		expectReadable(trouble);
		expect(trouble.message).toMatch(message);
	});

	it('in rows and as JSON counts together, and a key may be there once', async () => {
		const rows = [entry('a', '1')];
		expect(readNewMetadata({ metadata: rows, metadataJson: '{"b":"2"}' })).toEqual([
			entry('a', '1'),
			entry('b', '2'),
		]);
		const clash = { metadata: rows, metadataJson: { a: '2' } };
		const trouble = await troubleOf(() => readNewMetadata(clash));
		expectReadable(trouble);
		expect(trouble.message).toBe("Metadata has the key 'a' twice");
		expect(metadataJsonField.description).toContain('a key may be there once');
		expect(readNewMetadata({ metadata: {}, metadataJson: '[]' })).toBeUndefined();
	});

	it('of a service is taken as it is', () => {
		expect(readMetadata([entry('', '1'), { key: 'a' }, null])).toEqual([
			entry('', '1'),
			entry('a', ''),
		]);
		expect(readMetadata(undefined)).toEqual([]);
	});
});

describe('mergeTags', () => {
	it.each<[string[], string[], ListAction, string[]]>([
		[['a', 'b'], ['b', 'c'], 'replace', ['b', 'c']],
		[['a', 'b'], ['b', 'c'], 'add', ['a', 'b', 'c']],
		[['a', 'b'], ['b', 'c'], 'remove', ['a']],
		[['a'], [], 'replace', []],
		[['a'], [], 'add', ['a']],
		[['a'], [], 'remove', ['a']],
		[[], ['a'], 'add', ['a']],
		[[], ['a'], 'remove', []],
		[['A'], ['a'], 'remove', ['A']],
	])('%j and %j: %s', (present, given, action, expected) => {
		const before = JSON.stringify([present, given]);
		expect(mergeTags(present, given, action)).toEqual(expected);
		expect(JSON.stringify([present, given])).toBe(before);
	});
});

describe('mergeMetadata', () => {
	const present = [entry('a', '1'), entry('b', '2')];

	it.each<[Array<{ key: string; value: string }>, ListAction, object[]]>([
		[[entry('b', '3')], 'replace', [entry('b', '3')]],
		[[entry('b', '3')], 'add', [entry('a', '1'), entry('b', '3')]],
		[[entry('c', '3')], 'add', [...present, entry('c', '3')]],
		[[entry('b', '')], 'remove', [entry('a', '1')]],
		[[entry('c', '')], 'remove', present],
		[[], 'replace', []],
		[[], 'add', present],
		[[], 'remove', present],
	])('%j: %s', (given, action, expected) => {
		expect(mergeMetadata(present, given, action)).toEqual(expected);
		expect(present).toEqual([entry('a', '1'), entry('b', '2')]);
	});
});
