import { getEventListeners } from 'node:events';
import { createClock } from '../../../nodes/ApiVideo/n8n/clock';
import { fakeTimeout } from '../support/fakeTime';
import { NEVER } from '../support/never';
import { troubleOf } from '../support/troubles';

/** How a promise has ended, without waiting for it. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
	const ended = promise.then(
		() => 'over',
		() => 'ended',
	);
	return await Promise.race([ended, new Promise<string>(setImmediate).then(() => 'waiting')]);
}

beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['setImmediate'] });
	jest.spyOn(AbortSignal, 'timeout').mockImplementation(fakeTimeout);
});

afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

describe('the clock', () => {
	it('tells the time, and chance between 0 and 1', () => {
		const clock = createClock();
		jest.setSystemTime(1_234_567);
		expect(clock.date()).toBe(1_234_567);
		const numbers = Array.from({ length: 100 }, () => clock.random());
		expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
		expect(new Set(numbers).size).toBeGreaterThan(1);
	});

	it('measures durations by a time that nobody can set', async () => {
		const clock = createClock();
		const before = clock.now();
		jest.setSystemTime(Date.now() - 3_600_000);
		await jest.advanceTimersByTimeAsync(2000);
		expect(clock.now() - before).toBe(2000);
	});

	it.each([
		[60_000, 60_000],
		[0.2, 1],
	])('waits as long as it is told: %d ms', async (told, rounded) => {
		const wait = createClock().sleep(told, NEVER);
		await jest.advanceTimersByTimeAsync(rounded - 1);
		expect(await stateOf(wait)).toBe('waiting');
		await jest.advanceTimersByTimeAsync(1);
		expect(await stateOf(wait)).toBe('over');
	});

	it('ends a wait at once when its signal is aborted', async () => {
		const cancel = new AbortController();
		const wait = troubleOf(() => createClock().sleep(120_000, cancel.signal));
		cancel.abort();
		expect((await wait).message).toBe('The execution was canceled');
	});

	it('does not begin a wait whose signal is aborted already', async () => {
		const wait = troubleOf(() => createClock().sleep(120_000, AbortSignal.abort()));
		expect((await wait).message).toMatch(/canceled/);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('leaves no listener behind, however a wait ends', async () => {
		const cancel = new AbortController();
		const clock = createClock();
		const wait = clock.sleep(10, cancel.signal);
		await jest.advanceTimersByTimeAsync(10);
		await wait;
		const canceled = troubleOf(() => clock.sleep(10, cancel.signal));
		cancel.abort();
		await canceled;
		expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
	});

	it('ends a wait that one request no longer wants, and lets the others wait on', async () => {
		const request = new AbortController();
		const clock = createClock();
		const others = clock.sleep(1000, NEVER);
		const wait = troubleOf(() => clock.sleep(1000, request.signal));
		request.abort();
		expect(await wait).toBeDefined();
		expect(await stateOf(others)).toBe('waiting');
		await jest.advanceTimersByTimeAsync(1000);
		expect(await stateOf(others)).toBe('over');
	});
});

test('a wait keeps no process alive', async () => {
	jest.restoreAllMocks();
	jest.useRealTimers();
	const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
	const before = timers();
	const cancel = new AbortController();
	const wait = troubleOf(() => createClock().sleep(60_000, cancel.signal));
	expect(timers()).toBe(before);
	cancel.abort();
	await wait;
});
