import { tryLater, withoutRetryAdvice } from '../../../nodes/ApiVideo/api/advice';

it('Retry On Fail is advised where the step may run again, and can be taken out of the advice', () => {
	const advice = tryLater(true);
	expect(advice).toMatch(
		/^Run the step again later\. With "Retry On Fail" .* If it stays like this/,
	);
	expect(withoutRetryAdvice(advice)).toMatch(/^Run the step again later\. If it stays like this/);
	expect(withoutRetryAdvice(tryLater(false))).toBe(tryLater(false));
	expect(tryLater(false)).toMatch(/^Try again later\. If it stays like this/);
});
