import { MIB } from '../../../nodes/ApiVideo/upload';
import { Pace } from '../../../nodes/ApiVideo/upload/pace';
import { Throughput } from '../../../nodes/ApiVideo/upload/throughput';
import { answer } from '../support/handTransport';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';

function measure() {
	const clock = new VirtualClock();
	return { clock, speed: new Throughput(clock, 60_000) };
}

describe('the speed of requests whose files come from afar', () => {
	it('is unknown before anything is sent', () => {
		expect(measure().speed.bytesPerMs).toBe(0);
	});

	it('counts what all of them send, over the time in which any is under way', () => {
		const { clock, speed } = measure();
		const ends = [speed.begin(), speed.begin()];
		clock.pass(100);
		speed.sent(3000);
		ends[0]();
		clock.pass(100);
		ends[1]();
		clock.pass(5000);
		expect(speed.bytesPerMs).toBe(15);
	});

	it('is not lower for a wait of all of them, but for what the connections still hold', () => {
		const { clock, speed } = measure();
		speed.begin();
		clock.pass(100);
		speed.sent(1500);
		const come = speed.wait();
		for (let second = 0; second < 30; second++) {
			clock.pass(1000);
			expect(speed.bytesPerMs).toBe(10);
		}
		come();
		expect(speed.bytesPerMs).toBe(10);
	});

	it('is lower for short waits, in which the connections are busy', () => {
		const { clock, speed } = measure();
		speed.begin();
		for (let piece = 0; piece < 100; piece++) {
			const come = speed.wait();
			clock.pass(3);
			come();
			speed.sent(30);
		}
		expect(speed.bytesPerMs).toBe(10);
	});

	it('counts the wait of one while another sends', () => {
		const { clock, speed } = measure();
		speed.begin();
		speed.begin();
		speed.wait();
		clock.pass(1000);
		speed.sent(1000);
		expect(speed.bytesPerMs).toBe(1);
	});

	it('forgets what is older by and by', () => {
		const { clock, speed } = measure();
		speed.begin();
		const send = (bytes: number) => {
			for (let second = 0; second < 61; second++) {
				clock.pass(1000);
				speed.sent(bytes);
			}
			return speed.bytesPerMs;
		};
		send(1000);
		send(9000);
		expect(send(9000)).toBeGreaterThan(7.5);
	});
});

describe('the pace', () => {
	const allowance = answer(
		201,
		{},
		{
			'x-ratelimit-limit': '100',
			'x-ratelimit-remaining': '90',
			'x-ratelimit-retry-after': '60',
		},
	);

	/** Sends 50 MiB in a second from nearby, after a request whose file came slowly. */
	async function pace(slow: (clock: VirtualClock, it: Pace) => Promise<unknown>) {
		const clock = new VirtualClock();
		const it = new Pace(clock);
		await slow(clock, it);
		await it.run(async () => {
			clock.pass(1000);
			it.sent(50 * MIB);
			return allowance;
		}, NEVER);
		it.expect({ bytes: 10_000 * MIB, requests: 0 });
		return it.chunkBytes(Infinity);
	}

	it('does not hold a slow file against the line', async () => {
		const near = await pace(async () => undefined);
		const afar = await pace(
			async (clock, it) =>
				await it.run(
					async () =>
						await it.apart(async () => {
							clock.pass(50_000);
							it.sent(10 * MIB, true);
							return allowance;
						}),
					NEVER,
				),
		);
		expect(near).toBe(40 * MIB);
		expect(afar).toBe(near);
	});

	it('knows from files from afar what the line takes at least', async () => {
		const clock = new VirtualClock();
		const it = new Pace(clock);
		await it.run(
			async () =>
				await it.apart(async () => {
					clock.pass(1000);
					it.sent(50 * MIB, true);
					return allowance;
				}),
			NEVER,
		);
		it.expect({ bytes: 10_000 * MIB, requests: 0 });
		expect(it.chunkBytes(Infinity)).toBe(40 * MIB);
	});

	it.each([
		['of which nothing is known', undefined, 100, true],
		['that leaves half of the window behind them', [100, 60], 80, true],
		['that leaves less', [100, 60], 81, false],
		['that is used up', [100, 0], 20, false],
	])(
		'has room for the chunks of a file under a limit %s',
		async (_which, limit, mebibytes, room) => {
			const it = new Pace(new VirtualClock());
			if (limit) {
				const [most, remaining] = limit.map(String);
				const headers = {
					'x-ratelimit-limit': most,
					'x-ratelimit-remaining': remaining,
					'x-ratelimit-retry-after': '60',
				};
				await it.run(async () => answer(201, {}, headers), NEVER);
			}
			expect(it.hasRoomForChunksOf(mebibytes * MIB)).toBe(room);
		},
	);
});
