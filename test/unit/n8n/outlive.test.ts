import { getEventListeners } from 'node:events';
import { outlive } from '../../../nodes/ApiVideo/n8n/outlive';
import { whilePassing } from '../support/fakeTime';

const BOUND_MS = 10_000;

/** Work that ends when it is told to, and what time it is then. */
const untilEnded = async (signal: AbortSignal): Promise<number> =>
	await new Promise((done) => signal.addEventListener('abort', () => done(Date.now())));

describe('what outlives the execution', () => {
	it('is ended some time after the cancel', async () => {
		const cancel = new AbortController();
		let began = 0;
		const ended = await whilePassing(60_000, async () => {
			began = Date.now();
			setTimeout(() => cancel.abort(), 5000);
			return await outlive(cancel.signal, BOUND_MS, untilEnded);
		});
		expect(ended - began).toBe(5000 + BOUND_MS);
	});

	it('has as much time where the execution was cancelled before', async () => {
		let began = 0;
		const ended = await whilePassing(60_000, async () => {
			began = Date.now();
			return await outlive(AbortSignal.abort(), BOUND_MS, untilEnded);
		});
		expect(ended - began).toBe(BOUND_MS);
	});

	it('is not ended where nobody cancels, and leaves nothing behind', async () => {
		const cancel = new AbortController();
		const isEnded = await whilePassing(60_000, async () =>
			outlive(cancel.signal, BOUND_MS, async (signal) => {
				await new Promise((done) => setTimeout(done, 5 * BOUND_MS));
				return signal.aborted;
			}),
		);
		expect(isEnded).toBe(false);
		expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
	});

	it('fails as its work does', async () => {
		const reason = new Error('x');
		const work = async () => await Promise.reject(reason);
		await expect(outlive(AbortSignal.abort(), BOUND_MS, work)).rejects.toBe(reason);
	});
});
