import { readChoice } from '../../../nodes/ApiVideo/values/choice';
import { readMetadataIn } from '../../../nodes/ApiVideo/resources/video/tagsAndMetadata';
import { readList } from '../../../nodes/ApiVideo/values/list';
import { readSwitch } from '../../../nodes/ApiVideo/values/switch';
import { readText } from '../../../nodes/ApiVideo/values/text';
import { expectReadable, troubleOf } from '../support/troubles';

describe('a text', () => {
	it.each([
		['film', 'film'],
		[' ', ' '],
		[7, '7'],
		[7n, '7'],
		[9_007_199_254_740_991, '9007199254740991'],
		[1_745_678_901_234_567_890n, '1745678901234567890'],
		[0.1, '0.1'],
		[false, 'false'],
		[undefined, undefined],
		[null, undefined],
	])('%p is read as %p', (value, text) => {
		expect(readText(value, 'Title')).toBe(text);
	});

	it.each(['[object Object]', 'Film [object Object], 2026', 'a [object Promise]'])(
		'in which an expression has put an object is none: %s',
		async (value) => {
			const trouble = await troubleOf(() => readText(value, 'Title'));
			expectReadable(trouble);
			expect(trouble.message).toBe('Title has an object in it where a text belongs');
		},
	);

	it.each([
		[() => readText(JSON.parse('1745678901234567890'), 'Title'), 'Title'],
		[() => readText(-1e21, 'Title'), 'Title'],
		[() => readList('[7, 1745678901234567890]', 'Tags'), 'Tags'],
		[() => readMetadataIn({ metadataJson: '{"a": 1745678901234567890}' }), "Value of 'a'"],
	])('is not made of a number that has lost digits: %#', async (read, label) => {
		const trouble = await troubleOf(read);
		expectReadable(trouble);
		expect(trouble.message).toBe(`${label} has a number with more digits than n8n keeps of one`);
	});

	it.each([{}, { a: 1 }, [], ['a'], NaN, Infinity, new Date(NaN)])(
		'is not made of %p: the message names the field',
		async (value) => {
			const { message, advice } = await troubleOf(() => readText(value, 'Title'));
			expect(message).toMatch(/^Title is not a text/);
			expect(advice).toContain('Title');
		},
	);
});

describe('a switch', () => {
	it.each([
		[true, true],
		['true', true],
		['TRUE ', true],
		[' true', true],
		[1n, true],
		[1, true],
		['1', true],
		[false, false],
		['False', false],
		[' false ', false],
		['0', false],
		[0, false],
		[-0, false],
		[0n, false],
		[undefined, undefined],
		[null, undefined],
	])('%p is read as %p', (value, read) => {
		expect(readSwitch(value, 'Public')).toBe(read);
	});

	const boxed = [Object(true), Object(false), Object('false')] as unknown[];

	it.each(['', 'yes', 'on', 2, 1.5, {}, [], ['true'], NaN, ...boxed])(
		'is not made of %p',
		async (value) => {
			const { message } = await troubleOf(() => readSwitch(value, 'Public'));
			expect(message).toMatch(/^Public is neither on nor off/);
		},
	);
});

describe('a choice', () => {
	const field = {
		displayName: 'Upload With',
		options: [
			{ name: 'API Key', value: 'apiKey' },
			{ name: 'Delegated Token', value: 'delegatedToken' },
		],
	};

	it.each(['delegatedToken', 'DELEGATEDTOKEN', 'Delegated Token', ' delegated token '])(
		'%p is the stored value or the name, in any case',
		(value) => {
			expect(readChoice(value, field)).toBe('delegatedToken');
		},
	);

	it.each([
		['token', 'has a value that does not exist here'],
		[{ value: 'apiKey' }, 'has a value that does not exist here'],
		[['apiKey'], 'has a value that does not exist here'],
		[1, 'has a value that does not exist here'],
		['constructor', 'has a value that does not exist here'],
		[' ', 'is empty'],
		[null, 'is empty'],
		[undefined, 'is empty'],
	])('%p is none: the message lists the choices', async (value, what) => {
		const { message, advice } = await troubleOf(() => readChoice(value, field));
		expect(message).toContain(`Upload With ${what}`);
		expect(advice).toContain('API Key, Delegated Token');
	});
});
