import {
	CHUNK_ADAPTED_MAX_BYTES,
	CHUNK_START_BYTES,
	MIB,
	type Answer,
} from '../../../nodes/ApiVideo/upload';
import { Pace } from '../../../nodes/ApiVideo/upload/pace';
import { answer } from '../support/handTransport';
import { VirtualClock } from '../support/virtualClock';

const settle = async () => await new Promise(setImmediate);
const never = new AbortController().signal;

/** The length of a chunk for an upload that has so many bytes left. */
function chunkBytes(pace: Pace, bytes: number, most: number): number {
	const load = { bytes, requests: 0 };
	pace.expect(load);
	const length = pace.chunkBytes(most);
	pace.forget(load);
	return length;
}

const allowance = (limit: number, remaining: number, seconds: number) =>
	answer(
		201,
		{},
		{
			'x-ratelimit-limit': String(limit),
			'x-ratelimit-remaining': String(remaining),
			'x-ratelimit-retry-after': String(seconds),
		},
	);

/** A pace that has sent one chunk at the given speed under the given limit. */
async function after(limit: number, remaining: number, bytesPerSecond: number) {
	const clock = new VirtualClock();
	const pace = new Pace(clock);
	await pace.run(async () => {
		clock.pass(1000);
		pace.sent(bytesPerSecond);
		return allowance(limit, remaining, 50);
	}, never);
	return { clock, pace };
}

describe('what the service still allows', () => {
	it('is the lower number where a header was sent twice', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock);
		const twice = {
			'x-ratelimit-limit': '100, 40',
			'x-ratelimit-remaining': '90, 0',
			'x-ratelimit-retry-after': '30',
		};
		await pace.run(async () => answer(201, {}, twice), never);
		await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([30_000]);
	});
});

describe('requests that are under way when the first answer tells what is left', () => {
	it('may not have been counted by it yet', async () => {
		const pace = new Pace(new VirtualClock());
		void pace.run(async () => await new Promise<never>(() => {}), never);
		await pace.run(async () => allowance(10, 1, 50), never);
		expect(pace.hasRoom).toBe(false);
	});
});

describe('a number of requests that are left', () => {
	it.each([
		['is none below zero, as a service may count on', '-1', [50_000]],
		['is unknown where the header is empty', '', []],
		['is unknown where it is no number', 'soon', []],
	])('%s', async (_case, remaining, waits) => {
		const clock = new VirtualClock();
		const pace = new Pace(clock);
		const { headers } = allowance(100, 0, 50) as Answer;
		const told = answer(201, {}, { ...headers, 'x-ratelimit-remaining': remaining });
		await pace.run(async () => told, never);
		await pace.run(async () => told, never);
		expect(clock.waits).toEqual(waits);
	});
});

describe('the length of a chunk', () => {
	it('is the shortest while nothing is known', () => {
		expect(chunkBytes(new Pace(new VirtualClock()), 1024 * MIB, Infinity)).toBe(CHUNK_START_BYTES);
	});

	it('is longer while nothing is known, where several share what they will be told', () => {
		const pace = new Pace(new VirtualClock());
		for (let count = 0; count < 3; count++) pace.expect({ bytes: 300 * MIB, requests: 0 });
		pace.expect({ bytes: 0, requests: 1 });
		expect(pace.chunkBytes(Infinity)).toBe(3 * CHUNK_START_BYTES);
		expect(pace.chunkBytes(2 * CHUNK_START_BYTES)).toBe(2 * CHUNK_START_BYTES);
	});

	it('stays short while what is left fits into the window', async () => {
		const { pace } = await after(100, 99, 40 * MIB);
		expect(chunkBytes(pace, 500 * MIB, Infinity)).toBe(CHUNK_START_BYTES);
	});

	it('grows on a line so fast that a short chunk takes no time, also where no limit is told', async () => {
		const { pace } = await after(100, 99, 400 * MIB);
		expect(chunkBytes(pace, 500 * MIB, Infinity)).toBe(24 * MIB);
		const clock = new VirtualClock();
		const unlimited = new Pace(clock);
		await unlimited.run(async () => {
			clock.pass(1000);
			unlimited.sent(400 * MIB);
			return answer(201);
		}, never);
		expect(chunkBytes(unlimited, 500 * MIB, Infinity)).toBe(24 * MIB);
	});

	it('stays short on a line that is slower than the limit', async () => {
		const { pace } = await after(100, 99, 5 * MIB);
		expect(chunkBytes(pace, 20_000 * MIB, Infinity)).toBe(CHUNK_START_BYTES);
	});

	it('grows, by 8 MiB at a time, as far as keeps a fast line busy under the limit', async () => {
		const { pace } = await after(100, 99, 50 * MIB);
		// 50 MiB a second for 60 seconds in 90 requests are 33.3 MiB each.
		expect(chunkBytes(pace, 20_000 * MIB, Infinity)).toBe(40 * MIB);
	});

	it.each([
		[16, 16],
		[23, 16],
		[8, 8],
	])('never grows beyond what there is memory for: %d MiB', async (most, length) => {
		const { pace } = await after(40, 39, 1000 * MIB);
		expect(chunkBytes(pace, 30_000 * MIB, most * MIB)).toBe(length * MIB);
	});

	it('goes by the time of requests under way as well', async () => {
		const { clock, pace } = await after(100, 99, 400 * MIB);
		void pace.run(async () => await new Promise<never>(() => {}), never);
		await settle();
		clock.pass(1000);
		// 400 MiB in two seconds by now: 10 MiB in 50 ms.
		expect(chunkBytes(pace, 500 * MIB, Infinity)).toBe(16 * MIB);
	});

	it('leaves the requests to others that they have announced', async () => {
		const { pace } = await after(40, 39, 50 * MIB);
		pace.expect({ bytes: 0, requests: 20 });
		// 15.1 are left of the 35.1 that are planned with: 66.2 MiB each.
		expect(chunkBytes(pace, 1000 * MIB, Infinity)).toBe(72 * MIB);
	});

	it('never grows beyond 128 MiB', async () => {
		const { pace } = await after(40, 39, 1000 * MIB);
		expect(chunkBytes(pace, 30_000 * MIB, Infinity)).toBe(CHUNK_ADAPTED_MAX_BYTES);
	});
});

describe('the next request', () => {
	it('waits for the next window before the service has to refuse it', async () => {
		const { clock, pace } = await after(40, 1, MIB);
		await pace.run(async () => allowance(40, 0, 50), never);
		await pace.run(async () => allowance(40, 39, 60), never);
		expect(clock.waits).toEqual([50_000]);
	});

	it('counts requests under way: two that are left are not given to three', async () => {
		const { clock, pace } = await after(40, 2, MIB);
		const order: string[] = [];
		const request = (name: string) => async () => {
			order.push(`${name} at ${clock.waits.length}`);
			return answer(201);
		};
		await Promise.all(['a', 'b', 'c'].map(async (name) => await pace.run(request(name), never)));
		expect(order).toEqual(['a at 0', 'b at 0', 'c at 1']);
		expect(clock.waits).toEqual([50_000]);
	});

	it.each([
		['in the order in which they were counted', [39, 38, 37]],
		['in another order', [38, 39, 37]],
		['in the opposite order', [37, 38, 39]],
		['the last one first', [37, 39, 38]],
		['while another process counts as well', [30, 39, 33]],
		['of the last ones that are left', [0, 2, 1]],
	])('is none of too few when the first answers of a window come %s', async (_case, told) => {
		const clock = new VirtualClock();
		const pace = new Pace(clock);
		const answers: Array<(outcome: Answer) => void> = [];
		const running = told.map(async (_number, index) =>
			pace.run(async () => await new Promise((resolve) => (answers[index] = resolve)), never),
		);
		await settle();
		for (const [index, remaining] of told.entries()) {
			answers[index](allowance(40, remaining, 50) as Answer);
			await running[index];
		}
		const left = Math.min(...told);
		for (let count = 0; count < left; count++) await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([]);
		await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([50_000]);
	});

	it('takes no late answer for one that belongs to the first of a window that is over', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock);
		const silent = async () => await pace.run(async () => answer(201), never);
		let end: (outcome: Answer) => void = () => {};
		const late = pace.run(async () => await new Promise((resolve) => (end = resolve)), never);
		await settle();
		await pace.run(async () => allowance(40, 30, 50), never);
		clock.pass(60_000);
		for (let count = 0; count < 5; count++) await silent();
		end(allowance(40, 39, 30) as Answer);
		await late;
		for (let count = 0; count < 35; count++) await silent();
		expect(clock.waits).toEqual([]);
		await silent();
		expect(clock.waits).toEqual([30_000]);
	});

	/** One request in flight across the end of a window, and answered behind the first ones of the next window. */
	async function acrossTheEnd(begin: (pace: Pace) => Promise<unknown>, late: Answer) {
		const { clock, pace } = await after(40, 20, MIB);
		let end: (outcome: Answer) => void = () => {};
		const running = pace.run(async () => await new Promise((resolve) => (end = resolve)), never);
		clock.pass(50_100);
		await begin(pace);
		clock.pass(100);
		end(late);
		await running;
		return { clock, pace };
	}

	it.each([
		['that has none left', 0, 1],
		['that has some left', 25, 0],
	])(
		'believes no late answer of a window %s for the next one',
		async (_case, remaining, seconds) => {
			const begin = async (pace: Pace) => await pace.run(async () => allowance(40, 10, 60), never);
			const old = allowance(40, remaining, seconds) as Answer;
			const { clock, pace } = await acrossTheEnd(begin, old);
			for (let count = 0; count < 10; count++) await pace.run(async () => answer(201), never);
			expect(clock.waits).toEqual([]);
			await pace.run(async () => answer(201), never);
			// Until the end that the next window has told.
			expect(clock.waits).toEqual([59_900]);
		},
	);

	it('believes no late answer for a window that nobody has told of yet', async () => {
		const begin = async (pace: Pace) => await pace.run(async () => answer(201), never);
		const { clock, pace } = await acrossTheEnd(begin, allowance(40, 0, 1) as Answer);
		for (let count = 1; count < 40; count++) await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([]);
		await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([59_900]);
	});

	it('believes an answer of the next window though its request was sent before', async () => {
		const begin = async (pace: Pace) => await pace.run(async () => allowance(40, 39, 60), never);
		const { clock, pace } = await acrossTheEnd(begin, allowance(40, 3, 59) as Answer);
		for (let count = 0; count < 4; count++) await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([59_000]);
	});

	it('learns of windows that last a second', async () => {
		const { clock, pace } = await after(5, 4, MIB);
		clock.pass(50_000);
		for (let turn = 0; turn < 10; turn++) {
			await pace.run(async () => allowance(5, 0, 1), never);
		}
		expect(clock.waits).toEqual(Array(9).fill(1000));
	});

	it('believes the lower number when answers overtake each other', async () => {
		const { clock, pace } = await after(40, 1, MIB);
		await pace.run(async () => allowance(40, 20, 30), never);
		await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([30_000]);
	});

	it('notices a new window by its end, also when it begins early', async () => {
		const { clock, pace } = await after(40, 1, MIB);
		clock.pass(49_000);
		await pace.run(async () => allowance(40, 39, 60), never);
		await pace.run(async () => allowance(40, 38, 60), never);
		expect(clock.waits).toEqual([]);
	});

	it('waits out a pause, the longest one if there are several', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock);
		pace.pause(3000);
		pace.pause(9000);
		pace.pause(5000);
		await pace.run(async () => answer(201), never);
		// And a little longer, by chance.
		expect(clock.waits).toEqual([9000 + 450]);
	});

	it('does not wait where no limit is told', async () => {
		const clock = new VirtualClock();
		const pace = new Pace(clock);
		for (let turn = 0; turn < 200; turn++) await pace.run(async () => answer(201), never);
		expect(clock.waits).toEqual([]);
	});

	it('is not sent when the upload stops while it waits', async () => {
		const pace = new Pace(new VirtualClock());
		const stop = new AbortController();
		pace.pause(1000);
		stop.abort();
		let sent = false;
		const running = pace.run(async () => {
			sent = true;
			return answer(201);
		}, stop.signal);
		await expect(running).rejects.toThrow('aborted');
		expect(sent).toBe(false);
	});
});
