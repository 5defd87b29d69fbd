/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { Gate } from '../../../nodes/ApiVideo/upload/gate';
import { NEVER } from '../support/never';

/** A clock whose waits end when the test says so. */
function heldClock() {
	const sleeping: Array<() => void> = [];
	return {
		sleep: async () => await new Promise<void>((wake) => sleeping.push(wake)),
		/** Lets everybody who sleeps wake up. */
		async wake() {
			for (const one of sleeping.splice(0)) one();
			await new Promise(setImmediate);
		},
	};
}

/** Requests that end when the test says so. */
async function queue(most: number, count: number) {
	const clock = heldClock();
	const gate = new Gate(most, clock);
	const started: number[] = [];
	const ends: Array<() => void> = [];
	const all = Array.from({ length: count }, async (_, index) =>
		gate.pass(async () => {
			started.push(index);
			await new Promise<void>((end) => (ends[index] = end));
		}, NEVER),
	);
	await new Promise(setImmediate);
	const end = async (index: number) => {
		ends[index]();
		await all[index];
		await new Promise(setImmediate);
	};
	return { clock, gate, started, end };
}

describe('Gate', () => {
	it('lets two through, and the others in the order in which they came', async () => {
		const { started, end } = await queue(6, 4);
		expect(started).toEqual([0, 1]);
		await end(1);
		expect(started).toEqual([0, 1, 2]);
		await end(0);
		expect(started).toEqual([0, 1, 2, 3]);
	});

	it('lets more through while somebody waits for long, up to the limit', async () => {
		const { clock, started } = await queue(3, 6);
		expect(started).toEqual([0, 1]);
		await clock.wake();
		await clock.wake();
		await clock.wake();
		expect(started).toEqual([0, 1, 2]);
	});

	it('waits for a second as long as no request has ended, then for 50 ms', async () => {
		const waits: number[] = [];
		const clock = {
			sleep: async (milliseconds: number) => {
				waits.push(milliseconds);
				await new Promise(() => undefined);
			},
		};
		const gate = new Gate(3, clock);
		let end = () => {};
		const first = gate.pass(
			async () => await new Promise<void>((resolve) => (end = resolve)),
			NEVER,
		);
		const never = async () => await new Promise(() => undefined);
		for (const request of [never, never]) void gate.pass(request, NEVER);
		expect(waits).toEqual([1000]);
		end();
		await first;
		void gate.pass(never, NEVER);
		expect(waits).toEqual([1000, 50]);
	});

	it('never lets more through than it was told, not even two', async () => {
		const { clock, started } = await queue(1, 3);
		await clock.wake();
		expect(started).toEqual([0]);
	});

	it('goes back to fewer when nobody has to wait any more', async () => {
		const { clock, gate, started, end } = await queue(4, 4);
		await clock.wake();
		expect(started).toEqual([0, 1, 2, 3]);
		for (const index of [0, 1, 2, 3]) await end(index);
		const order: string[] = [];
		const request = (name: string) =>
			gate.pass(async () => {
				order.push(name);
				await new Promise(() => undefined);
			}, NEVER);
		for (const name of ['a', 'b', 'c']) void request(name);
		await new Promise(setImmediate);
		expect(order).toEqual(['a', 'b']);
	});

	it('makes room when a request fails', async () => {
		const gate = new Gate(1, heldClock());
		await expect(
			gate.pass(async () => await Promise.reject(new Error('lost')), NEVER),
		).rejects.toThrow();
		expect(await gate.pass(async () => 'next', NEVER)).toBe('next');
	});
});
