import { mockWaits } from '../support/credentialClock';
import { apiOf } from '../../../nodes/ApiVideo/n8n/apiOf';
import { answers, FakeNode, problemResponse, response } from '../support/fakeNode';
import { networkError, wrapped } from '../support/httpErrors';
import { expectReadable, troubleOf } from '../support/troubles';

const OK = response(200, { data: [] });
const UNAVAILABLE = response(503, { status: 503 });
const LOST = wrapped(networkError('ECONNRESET'));
const UNKNOWN = wrapped(networkError('ENOTFOUND'));
const LIMITED = problemResponse(429, 'too-many-requests');

const minutesWaited = () => mockWaits.reduce((sum, wait) => sum + wait, 0) / 60_000;

describe('a list of the editor, and a trigger that registers itself', () => {
	it.each([
		['503', [UNAVAILABLE], /HTTP 503/],
		['no answer', [LOST], /was closed/],
		['refusals by the rate limit', [LIMITED], /rate limit/],
		['503 after the service has answered', [OK, UNAVAILABLE], /HTTP 503/],
		['no answer after the service has answered', [OK, LOST], /was closed/],
	])('does not wait for much longer than a minute: %s', async (_case, steps, words) => {
		const node = new FakeNode({ reply: answers(...steps) });
		const api = apiOf(node.editor);
		if (steps.length > 1) await api.get({ path: '/videos' });
		const trouble = await troubleOf(() => api.get({ path: '/videos' }));
		expectReadable(trouble);
		expect(trouble.message).toMatch(words);
		expect(trouble.message).toMatch(/\(tried for \d+ seconds\)$/);
		expect(minutesWaited()).toBeGreaterThanOrEqual(1);
		expect(minutesWaited()).toBeLessThan(1.7);
	});

	it('tells a mistyped address after three tries', async () => {
		const node = new FakeNode({ reply: answers(UNKNOWN) });
		const { message } = await troubleOf(() => apiOf(node.editor).get({ path: '/videos' }));
		expect(message).toMatch(/The address of the service is not known/);
		expect(node.requests).toHaveLength(3);
		expect(minutesWaited()).toBeLessThan(0.1);
	});
});
