import { isId } from '../../../nodes/ApiVideo/upload';

it.each([
	['an ID', 'vi4k0jvEUuaTdRAEjQ4Jfrgz', true],
	['nothing', '', false],
	['the folder itself', '.', false],
	['the folder above', '..', false],
	['a name of dots', '...', true],
	['a thousand characters', 'v'.repeat(1000), true],
	['one more', 'v'.repeat(1001), false],
	['a line break', 'vi1\n', false],
	['a separator of lines', 'vi1\u2028', false],
	['half a character', 'vi\ud800', false],
	['a number', 7, false],
	['no value', undefined, false],
])('whether %s can be the ID of something is known', (_what, value, is) => {
	expect(isId(value)).toBe(is);
});
