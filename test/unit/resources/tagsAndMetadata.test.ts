import { readMetadata, readTags } from '../../../nodes/ApiVideo/resources/shared/tagsAndMetadata';
import {
	mergeMetadata,
	mergeTags,
	type ListAction,
} from '../../../nodes/ApiVideo/resources/video/mergeLists';

const entry = (key: string, value: string) => ({ key, value });

describe('readTags', () => {
	it.each<[unknown, string[]]>([
		['maths, string theory', ['maths', 'string theory']],
		[' maths ,,  , maths', ['maths']],
		['', []],
		[undefined, []],
		[null, []],
		[
			['a', ' b ', 'a', ''],
			['a', 'b'],
		],
		[
			['a, b', 7],
			['a, b', '7'],
		],
		[2026, ['2026']],
		[['a', null, undefined], ['a']],
	])('%j', (value, tags) => {
		expect(readTags(value)).toEqual(tags);
	});
});

describe('readMetadata', () => {
	it.each<[string, unknown, object[]]>([
		['of the editor', { metadataValues: [entry('a', '1')] }, [entry('a', '1')]],
		['as a list', [entry('a', '1'), { key: 'b', value: 2 }], [entry('a', '1'), entry('b', '2')]],
		['with blanks', [entry(' a ', ' 1 ')], [entry('a', ' 1 ')]],
		['without a key', [entry('', '1'), { value: 'x' }, entry('  ', '2')], []],
		[
			'without a value',
			[{ key: 'a' }, { key: 'b', value: null }],
			[entry('a', ''), entry('b', '')],
		],
		['empty', {}, []],
		['nothing', undefined, []],
		['holes', [null, entry('a', '1'), undefined], [entry('a', '1')]],
	])('%s', (_case, value, expected) => {
		expect(readMetadata(value)).toEqual(expected);
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
