/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { getEventListeners } from 'node:events';
import { createClock } from '../../../nodes/ApiVideo/n8n/clock';
import { troubleOf } from '../support/troubles';

/** How a promise has ended, without waiting for it. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
	const ended = promise.then(
		() => 'over',
		() => 'ended',
	);
	return await Promise.race([ended, new Promise<string>(setImmediate).then(() => 'waiting')]);
}

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
afterEach(() => jest.useRealTimers());

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
		['without a signal', undefined],
		['with a signal', new AbortController().signal],
	])('waits as long as it is told, %s', async (_case, signal) => {
		const wait = createClock(signal).sleep(60_000);
		await jest.advanceTimersByTimeAsync(59_999);
		expect(await stateOf(wait)).toBe('waiting');
		await jest.advanceTimersByTimeAsync(1);
		expect(await stateOf(wait)).toBe('over');
	});

	it('ends a wait at once when the execution is cancelled', async () => {
		const cancel = new AbortController();
		const wait = troubleOf(() => createClock(cancel.signal).sleep(120_000));
		cancel.abort();
		expect((await wait).message).toBe('The execution was canceled');
	});

	it('does not begin a wait when the execution is cancelled already', async () => {
		const clock = createClock(AbortSignal.abort());
		expect((await troubleOf(() => clock.sleep(120_000))).message).toMatch(/canceled/);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('leaves no listener behind, however a wait ends', async () => {
		const cancel = new AbortController();
		const combined = jest.spyOn(AbortSignal, 'any');
		const clock = createClock(cancel.signal);
		const wait = clock.sleep(10);
		await jest.advanceTimersByTimeAsync(10);
		await wait;
		const canceled = troubleOf(() => clock.sleep(10));
		cancel.abort();
		await canceled;
		// A combined signal that is listened to is never collected.
		const signals = [
			cancel.signal,
			...combined.mock.results.map(({ value }) => value as AbortSignal),
		];
		combined.mockRestore();
		expect(signals.map((signal) => getEventListeners(signal, 'abort').length)).toEqual(
			signals.map(() => 0),
		);
	});

	it('ends a wait that one request no longer wants, and lets the others wait on', async () => {
		const cancel = new AbortController();
		const request = new AbortController();
		const clock = createClock(cancel.signal);
		const others = clock.sleep(1000);
		const wait = troubleOf(() => clock.sleep(1000, request.signal));
		request.abort();
		expect(await wait).toBeDefined();
		expect(await stateOf(others)).toBe('waiting');
		await jest.advanceTimersByTimeAsync(1000);
		expect(await stateOf(others)).toBe('over');
	});
});
