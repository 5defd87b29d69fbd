import { numberIn, readNumber } from '../../../nodes/ApiVideo/values/number';
import { expectReadable, troubleOf } from '../support/troubles';

describe('a number', () => {
	it.each<[unknown, number]>([
		[7, 7],
		[7n, 7],
		['7', 7],
		[' 1.5 ', 1.5],
		['-2', -2],
		['+2', 2],
		['.5', 0.5],
		['5.', 5],
		['2e3', 2000],
		['2E-1', 0.2],
		[0, 0],
		['12.34', 12.34],
	])('%p is %p', (value, number) => {
		expect(numberIn(value)).toBe(number);
	});

	it.each([
		'',
		' ',
		'.',
		'7 s',
		's 7',
		'1,5',
		'1e',
		'e3',
		'0x10',
		'1e999',
		'Infinity',
		true,
		false,
		null,
		undefined,
		NaN,
		Infinity,
		{},
		[7],
	])('%p is none', (value) => {
		expect(numberIn(value)).toBeNaN();
	});
});

describe('a number in a range', () => {
	it.each<[unknown, Parameters<typeof readNumber>[2]]>([
		[1, { min: 1, max: 3 }],
		['3', { min: 1, max: 3 }],
		[2.5, { min: 1, max: 3 }],
		[2, { min: 1, max: 3, whole: true }],
		[1_000_000, { min: 1 }],
	])('%p is taken where it may be %j', (value, range) => {
		expect(readNumber(value, 'Limit', range)).toBe(Number(value));
	});

	it.each<[unknown, Parameters<typeof readNumber>[2], string]>([
		[0.9, { min: 1, max: 3 }, "Limit must be a number from 1 to 3, but is '0.9'"],
		[3.1, { min: 1, max: 3 }, "Limit must be a number from 1 to 3, but is '3.1'"],
		[2.5, { min: 1, whole: true }, "Limit must be a whole number from 1 on, but is '2.5'"],
		[0, { min: 1, whole: true }, "Limit must be a whole number from 1 on, but is '0'"],
		['many', { min: 0 }, "Limit must be a number from 0 on, but is 'many'"],
		[' ', { min: 0 }, 'Limit must be a number from 0 on, but is empty'],
		[null, { min: 0 }, 'Limit must be a number from 0 on, but is empty'],
	])('%p stops where it may be %j', async (value, range, message) => {
		const trouble = await troubleOf(() => readNumber(value, 'Limit', range));
		expectReadable(trouble);
		expect(trouble.message).toBe(message);
		expect(trouble.advice).toContain('Enter such a number as Limit');
	});
});
