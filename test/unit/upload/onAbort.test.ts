import { getEventListeners } from 'node:events';
import { onAbort, untilDone } from '../../../nodes/ApiVideo/upload/onAbort';

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('onAbort', () => {
	it('calls everybody back, once, with one listener for all', () => {
		const stop = new AbortController();
		const told: string[] = [];
		for (let times = 0; times < 50; times++) onAbort(stop.signal, () => told.push('one'));
		expect(listeners(stop.signal)).toBe(1);
		stop.abort();
		expect(told).toHaveLength(50);
		expect(listeners(stop.signal)).toBe(0);
	});

	it('calls nobody back who has taken it back, and leaves nothing behind', () => {
		const stop = new AbortController();
		const told: string[] = [];
		const same = () => told.push('same');
		const takeBack = onAbort(stop.signal, same);
		const other = onAbort(stop.signal, same);
		takeBack();
		takeBack();
		expect(listeners(stop.signal)).toBe(1);
		other();
		expect(listeners(stop.signal)).toBe(0);
		stop.abort();
		expect(told).toEqual([]);
	});

	it('goes on where a callback aborts another signal, and takes others back', () => {
		const [first, second] = [new AbortController(), new AbortController()];
		const both = AbortSignal.any([first.signal, second.signal]);
		const told: string[] = [];
		onAbort(both, () => {
			told.push('both');
			second.abort();
			takeBack();
		});
		const takeBack = onAbort(both, () => told.push('taken back'));
		onAbort(second.signal, () => told.push('second'));
		first.abort();
		expect(told).toEqual(['both', 'second']);
		expect([first, second].map(({ signal }) => listeners(signal))).toEqual([0, 0]);
	});
});

describe('untilDone', () => {
	it('ends when it is done, or with the reason of the signal', async () => {
		const stop = new AbortController();
		await untilDone((done) => done(), stop.signal);
		const waiting = untilDone(() => {}, stop.signal);
		stop.abort(new Error('enough'));
		await expect(waiting).rejects.toThrow('enough');
		expect(listeners(stop.signal)).toBe(0);
	});
});
