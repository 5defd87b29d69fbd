import { numberOf } from '../../../scripts/lib/number-of';

const range = { from: 0.5, to: 600 };

it.each([
	['0.5', 0.5],
	['7', 7],
	['600', 600],
])('%s is taken', (given, number) => {
	expect(numberOf('--minutes', given, range)).toBe(number);
});

it.each(['0.49', '601', '-1', 'ten', '', '1 2', 'NaN', 'Infinity'])(
	'"%s" is refused, with what it may be',
	(given) => {
		expect(() => numberOf('--minutes', given, range)).toThrow(
			expect.objectContaining({
				name: 'StepError',
				message: `--minutes is ${given}.`,
				advice: 'Give it a number from 0.5 to 600.',
			}),
		);
	},
);
