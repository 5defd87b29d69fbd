import { explain } from '../../../nodes/ApiVideo/api/explain';
import { isNotFound, Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { answer, lost, problem } from '../support/handTransport';

describe('that api.video does not know the thing', () => {
	it.each([
		['by its slug', problem(404, 'resource-not-found')],
		['by a slug that is new', problem(404, 'brand-new')],
		['without a slug', answer(404, { status: 404 })],
	])('is said %s', (_how, outcome) => {
		expect(isNotFound(explain(outcome))).toBe(true);
	});

	it.each([
		['the API where it does not know the address', problem(404, 'unrecognized-request-url')],
		['a proxy with a page', answer(404, '<html>Not Found</html>')],
		['a proxy with nothing', answer(404, '')],
		['another refusal', problem(403, 'authorization-suspended-account')],
		['no answer', lost()],
	])('is not said by %s', (_who, outcome) => {
		expect(isNotFound(explain(outcome))).toBe(false);
	});

	it('is not said by anything else that is thrown', () => {
		expect(isNotFound(new Error('404'))).toBe(false);
		expect(isNotFound(new Trouble('No video was picked', 'Pick one.'))).toBe(false);
	});
});
