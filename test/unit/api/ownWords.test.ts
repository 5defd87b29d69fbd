import { explain } from '../../../nodes/ApiVideo/api/explain';
import { answer, problem } from '../support/handTransport';
import { expectReadable } from '../support/troubles';

const BY_SLUG = ['By slug', 'Do what the slug says.'] as const;
const BY_STATUS = ['By status', 'Do what the status says.'] as const;
const words = { 'summary-already-exists': BY_SLUG, 404: BY_STATUS, 409: BY_STATUS };

describe('the words that a request brings along', () => {
	it('count by slug in front of those that all requests have', () => {
		const trouble = explain(problem(409, 'summary-already-exists'), { words });
		expect([trouble.message, trouble.advice]).toEqual([...BY_SLUG]);
		expect([trouble.httpStatus, trouble.slug]).toEqual([409, 'summary-already-exists']);
	});

	it.each([
		['no slug', answer(409, { status: 409 })],
		['a slug that is new', problem(409, 'brand-new')],
		['a slug that says no more than the status', problem(404, 'resource-not-found')],
	])('count by status where the answer has %s', (_what, outcome) => {
		const trouble = explain(outcome, { words, subject: 'The summary s1' });
		expect([trouble.message, trouble.advice]).toEqual([...BY_STATUS]);
	});

	it('do not count by status where the slug says that it is about something else', () => {
		const trouble = explain(problem(404, 'unrecognized-request-url'), { words });
		expectReadable(trouble);
		expect(trouble.message).toBe('The service does not know the address of the request');
	});

	it('do not count for the page of a proxy', () => {
		for (const status of [404, 409]) {
			const trouble = explain(answer(status, '<html>'), { words });
			expect(trouble.message).toMatch(/^The answer did not come from the API/);
		}
	});

	it('are followed by what api.video says on top', () => {
		const detail = 'You can delete the existing summary and generate a new one.';
		const { message, advice } = explain(problem(409, 'summary-already-exists', { detail }), {
			words,
		});
		expect(message).toBe('By slug');
		expect(advice).toBe(
			'Do what the slug says. api.video says: You can delete the existing summary and generate a new one.',
		);
	});

	it.each(['constructor', '__proto__'])('do not trip over the slug %s', (slug) => {
		expectReadable(explain(problem(400, slug, { title: 'Odd' }), { words }));
	});
});
