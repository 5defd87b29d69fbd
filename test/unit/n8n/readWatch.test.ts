import { getEventListeners } from 'node:events';
import { ReadWatch, type Limit } from '../../../nodes/ApiVideo/n8n/readWatch';
import { troubleOf } from '../support/troubles';
import { NEVER } from '../support/never';

const LIMIT: Limit = { milliseconds: 60_000, tooLong: () => new Error('too long') };
const never = async () => await new Promise<never>(() => undefined);

/** A watch whose clock moves, and which looks, only when the test says so. */
function watchOf(ended: AbortSignal = NEVER) {
	let now = 0;
	let wake = () => {};
	const looks: AbortSignal[] = [];
	const watch = new ReadWatch({ now: () => now }, ended, async (signal) => {
		looks.push(signal);
		await new Promise<void>((resolve) => {
			wake = resolve;
			signal.addEventListener('abort', () => resolve());
		});
	});
	/** Lets milliseconds pass, and the watch look. */
	const pass = async (milliseconds: number) => {
		now += milliseconds;
		const before = looks.length;
		wake();
		while (looks.length === before) await Promise.resolve();
	};
	return { watch, pass, looks };
}

describe('waiting for what n8n reads', () => {
	it('hands on what has been read, and what was thrown', async () => {
		const { watch } = watchOf();
		expect(await watch.wait(async () => 5, LIMIT)).toBe(5);
		const reason = new Error('no');
		await expect(watch.wait(async () => await Promise.reject(reason), LIMIT)).rejects.toBe(reason);
		watch.close();
	});

	it('is given up after its time', async () => {
		const { watch, pass } = watchOf();
		const waiting = watch.wait(never, LIMIT);
		waiting.catch(() => undefined);
		await pass(60_000);
		const still = await Promise.race([waiting.catch(() => 'given up'), Promise.resolve('waiting')]);
		await pass(1);
		await expect(waiting).rejects.toThrow('too long');
		expect(still).toBe('waiting');
		watch.close();
	});

	it('counts only the time in which somebody waits', async () => {
		const { watch, pass } = watchOf();
		await watch.wait(async () => 1, LIMIT);
		// Whoever has got the piece is held back by a rate limit for an hour.
		await pass(3_600_000);
		await pass(3_600_000);
		let give: (value: number) => void = () => {};
		const waiting = watch.wait(
			async () => await new Promise<number>((resolve) => (give = resolve)),
			LIMIT,
		);
		await pass(59_000);
		give(2);
		expect(await waiting).toBe(2);
		watch.close();
	});

	it('is given up at once with its signal', async () => {
		const cancel = new AbortController();
		const { watch } = watchOf(cancel.signal);
		const trouble = troubleOf(() => watch.wait(never, LIMIT));
		cancel.abort();
		expect((await trouble).message).toBe('The execution was canceled');
		watch.close();
	});

	it('asks for nothing once a signal is aborted', async () => {
		const { watch } = watchOf(AbortSignal.abort());
		const ask = jest.fn(never);
		expect((await troubleOf(() => watch.wait(ask, LIMIT))).message).toContain('canceled');
		expect(ask).not.toHaveBeenCalled();
		watch.close();
	});

	it('hands over what comes too late', async () => {
		const stop = new AbortController();
		const { watch } = watchOf(stop.signal);
		let give: (value: string) => void = () => {};
		const late: string[] = [];
		const waiting = watch.wait(
			async () => await new Promise<string>((resolve) => (give = resolve)),
			LIMIT,
			(value) => late.push(value),
		);
		stop.abort();
		await troubleOf(() => waiting);
		watch.close();
		give('a stream');
		await Promise.resolve();
		await Promise.resolve();
		expect(late).toEqual(['a stream']);
	});

	it('leaves no listener and no timer behind', async () => {
		const { signal } = new AbortController();
		const { watch, looks } = watchOf(signal);
		await watch.wait(async () => 1, LIMIT);
		watch.close();
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
		expect(looks.map(({ aborted }) => aborted)).toEqual([true]);
	});
});
