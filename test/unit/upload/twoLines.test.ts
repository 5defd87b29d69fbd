import { MIB } from '../../../nodes/ApiVideo/upload';
import { uploadBetween, type TwoLines } from '../support/twoLines';

const GIB = 1024 * MIB;
const DISTANT = { latencyMs: 80, bytesPerSecond: 20 * MIB };
const NEAR = { latencyMs: 1, bytesPerSecond: 400 * MIB };
const together = (mebibytesPerSecond: number) => ({
	...NEAR,
	togetherPerSecond: mebibytesPerSecond * MIB,
});

/** A GiB, in seconds of virtual time, in 64 MiB of memory. */
const LINES: Array<[string, Omit<TwoLines, 'size'>, atMost: number]> = [
	['8 readings between two distant lines', { readers: 8, source: DISTANT, service: DISTANT }, 12],
	['4 readings between two distant lines', { readers: 4, source: DISTANT, service: DISTANT }, 16.5],
	['1 reading between two distant lines', { readers: 1, source: DISTANT, service: DISTANT }, 63],
	['8 readings of a near file, far to go', { readers: 8, source: NEAR, service: DISTANT }, 10.5],
	['4 readings of a near file, far to go', { readers: 4, source: NEAR, service: DISTANT }, 10.5],
	['8 readings of a distant file', { readers: 8, source: DISTANT, service: NEAR }, 9],
	['4 readings of a distant file', { readers: 4, source: DISTANT, service: NEAR }, 16],
	['4 readings between two near lines', { readers: 4, source: NEAR, service: NEAR }, 2],
	['8 readings of a slow source', { readers: 8, source: together(10), service: NEAR }, 103.5],
	['8 readings for a slow service', { readers: 8, source: NEAR, service: together(10) }, 103.5],
];

/** A limit of uploads a minute, as the service's answers tell of it. */
function limitOf(perMinute: number) {
	let left = perMinute;
	return () => ({
		'x-ratelimit-limit': String(perMinute),
		'x-ratelimit-remaining': String(Math.max(0, --left)),
		'x-ratelimit-retry-after': '60',
	});
}

describe('a GiB that is read in ranges', () => {
	it.each(LINES)(
		'takes little more than the slower line needs: %s',
		async (_name, lines, atMost) => {
			const seen = await uploadBetween({ size: GIB, ...lines });
			expect(seen.seconds).toBeLessThan(atMost);
			expect(seen.mostReadings).toBe(lines.readers);
			expect(seen.share.memory.ceiling.used).toBe(0);
		},
		120_000,
	);

	it('is read by several in long chunks as well, where the rate limit leaves no room for short ones', async () => {
		const seen = await uploadBetween({
			size: GIB,
			readers: 8,
			source: DISTANT,
			service: NEAR,
			headers: limitOf(40),
		});
		expect(seen.lengths.length).toBeLessThanOrEqual(40);
		expect(seen.mostReadings).toBe(8);
		expect(seen.seconds).toBeLessThan(10.5);
	}, 600_000);

	it('costs the line no speed in the eyes of the pace, though its server pauses', async () => {
		const speed = async (pauseMs: number) => {
			const { share } = await uploadBetween({
				size: 128 * MIB,
				readers: 4,
				source: { ...NEAR, pauseMs },
				service: together(200),
				party: { memoryBytes: 256 * MIB },
			});
			return share.lane.pace.fromAfar.bytesPerMs;
		};
		expect(await speed(30_000)).toBeGreaterThan(0.5 * (await speed(0)));
	}, 600_000);
});

describe('a file that fits one request', () => {
	const lines = { size: 96 * MIB, readers: 8, source: DISTANT, service: NEAR };

	it('goes in short chunks while the limit is unknown', async () => {
		const seen = await uploadBetween({ ...lines, service: DISTANT });
		expect(seen.lengths).toEqual(Array(12).fill(8 * MIB));
	});

	it.each([
		['of which half is used up, as others need the rest', 60, 41],
		['that is tight', 20, 20],
	])('goes in one, which several fill, under a limit %s', async (_which, limit, remaining) => {
		const seen = await uploadBetween({ ...lines, known: { limit, remaining } });
		expect(seen.lengths).toEqual([96 * MIB]);
		expect(seen.mostReadings).toBe(8);
		// By one reading it would take 4.9 s.
		expect(seen.seconds).toBeLessThan(1.5);
	});
});
