import { nothingSentAgain } from '../../scripts/proof/queue/sent';

const taken = { bytes: 60, status: 201 };

it('a request that was torn off does not count as sent again, however much of it had arrived', () => {
	const files = 100;

	// The worker died while it waited for the answer: all of it had arrived.
	expect(nothingSentAgain([taken, { bytes: 40 }], files)).toContain('0.0 % more');
	expect(nothingSentAgain([taken, { bytes: 10 }, { bytes: 40, status: 201 }], files)).toBe(
		'10.0 % more was sent than the files have, by 1 requests that were torn off',
	);
});

it.each([
	[
		'a part that the service refuses',
		[taken, { bytes: 40, status: 400 }, { bytes: 40, status: 201 }],
	],
	['more than the files have', [taken, taken]],
	['less than the files have', [taken, { bytes: 39 }]],
])('%s is not ok', (_, uploads) => {
	expect(() => nothingSentAgain(uploads, 100)).toThrow(/refused|taken|sent/);
});
