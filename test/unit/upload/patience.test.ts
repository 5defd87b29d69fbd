import { Patience, type Outcome } from '../../../nodes/ApiVideo/upload';
import { VirtualClock } from '../support/virtualClock';

const answer = (status: number): Outcome => ({ kind: 'answer', status, headers: {}, body: {} });
const LOST: Outcome = { kind: 'noAnswer', what: 'The connection was closed', permanent: false };
const LIMITED = answer(429);

/** Shows the outcomes, so many seconds apart, and says how often a further try was allowed. */
function allowed(outcomes: Outcome[], secondsApart = 1, mostTries = 5): number {
	const clock = new VirtualClock();
	const patience = new Patience(clock);
	const shown = outcomes.findIndex((outcome) => {
		const goOn = patience.allows(outcome, mostTries);
		clock.pass(secondsApart * 1000);
		return !goOn;
	});
	return shown < 0 ? outcomes.length : shown;
}

const times = (count: number, outcome: Outcome) => Array<Outcome>(count).fill(outcome);

describe('patience', () => {
	it.each([
		['no answer', LOST],
		['503', answer(503)],
		['425', answer(425)],
	])('counts tries, however quick or slow they are: %s', (_case, outcome) => {
		expect(allowed(times(20, outcome), 0)).toBe(4);
		expect(allowed(times(20, outcome), 600)).toBe(4);
		expect(allowed(times(20, outcome), 1, 10)).toBe(9);
	});

	it('waits a 429 out for longer than two windows of a minute, whatever the number of tries', () => {
		expect(allowed(times(1000, LIMITED), 1)).toBe(150);
		expect(allowed(times(1000, LIMITED), 30)).toBe(5);
		expect(allowed(times(1000, LIMITED), 120)).toBe(2);
	});

	it('does not hold a 429 against what comes later', () => {
		expect(allowed([...times(100, LIMITED), ...times(9, LOST)])).toBe(104);
	});

	it('counts the time anew once the service has done something else in between', () => {
		expect(allowed([...times(100, LIMITED), LOST, ...times(100, LIMITED)])).toBe(201);
	});

	it('ends, also where a 429 and something else take turns', () => {
		expect(allowed(times(100, LIMITED).flatMap((one) => [one, LOST]))).toBe(9);
	});
});
