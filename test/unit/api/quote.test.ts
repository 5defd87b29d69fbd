import { clause, cut, quote } from '../../../nodes/ApiVideo/api/quote';

describe('a value in a message', () => {
	it.each([
		['film.mp4', "'film.mp4'"],
		[{ a: 1 }, `'{"a":1}'`],
		[['a', 'b'], `'["a","b"]'`],
		[null, "'null'"],
		[10n, "'10'"],
		['x'.repeat(100), `'${'x'.repeat(100)}'`],
		['x'.repeat(338_941), `'${'x'.repeat(100)}...'`],
	])('is quoted, and cut at 100 characters', (value, shown) => {
		expect(quote(value)).toBe(shown);
	});

	it('is said to be an object where it cannot be written out', () => {
		const endless: Record<string, unknown> = {};
		endless.self = endless;
		expect(quote(endless)).toBe("'an object'");
		expect(quote([endless])).toBe("'a list'");
	});
});

it.each([
	['a line break', 'film\r\n2026-11-27 error: forged', "'film 2026-11-27 error: forged'"],
	['a null byte', 'film\0.mp4', "'film .mp4'"],
	['an escape', '\u001b[31mfilm', "' [31mfilm'"],
	['a separator of lines', 'film\u2028forged', "'film forged'"],
	['a change of direction', 'film\u202egpj.exe', "'film gpj.exe'"],
	['an isolated direction', 'film\u2066gpj\u2069.exe', "'film gpj .exe'"],
])('shows a text with %s in one line, as it is written', (_case, text, shown) => {
	expect(quote(text)).toBe(shown);
	expect(`'${clause(text)}'`).toBe(shown.replace("' ", "'"));
});

it('leaves alone what people write', () => {
	const text = 'Straße 👩‍👩‍👧 می‌خواهم שלום 映画';
	expect(quote(text)).toBe(`'${text}'`);
	expect(cut(text)).toBe(text);
	expect(clause(`${text}.`)).toBe(text);
});

it('is quick with a text of any length', () => {
	const text = '\n'.repeat(10_000_000);
	expect(cut(text)).toBe(' …');
});
