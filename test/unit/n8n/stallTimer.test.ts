import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { watchForStall } from '../../../nodes/ApiVideo/n8n/stallWatch';

describe('the timer of the watch over a request', () => {
	// Node 20 collects a timeout signal that only a combined signal refers to: it would never fire.
	it('outlives the garbage collector', async () => {
		setFlagsFromString('--expose-gc');
		const collect = runInNewContext('gc') as () => void;
		const { timeout } = AbortSignal;
		const timers: Array<WeakRef<AbortSignal>> = [];
		AbortSignal.timeout = () => {
			// A day: a timer that has fired may go, and a busy machine may take seconds for this.
			const timer = timeout.call(AbortSignal, 86_400_000);
			timers.push(new WeakRef(timer));
			return timer;
		};
		const request = new AbortController();
		const watching = watchForStall(
			{ now: () => 0 },
			{ size: 1, takenBytes: 0, waitsForFile: false },
			() => {},
			request.signal,
		);
		AbortSignal.timeout = timeout;
		for (let turn = 0; turn < 5; turn++) {
			await new Promise(setImmediate);
			collect();
		}
		const held = timers.map((timer) => timer.deref() !== undefined);
		request.abort();
		await watching;
		expect(held).toEqual([true]);
	});
});
