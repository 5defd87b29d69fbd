import type { ListAction } from '../../../nodes/ApiVideo/resources/shared/listAction';
import {
	readMetadata,
	readMetadataRows,
	readTags,
} from '../../../nodes/ApiVideo/resources/shared/tagsAndMetadata';
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
		expect(readMetadataRows(value)).toEqual(expected);
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
		const { message: said, advice } = await troubleOf(() => readMetadataRows(value));
		expect(said).toMatch(message);
		expect(advice).toMatch(/form|expression/);
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
