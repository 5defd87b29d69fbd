import { mixedSizes } from '../../../bench/benchmarks/largeCrowd';
import type { CrowdRun } from '../../../bench/crowd/crowd';
import { fewestRequests, limitFloor } from '../../../bench/crowd/floor';
import { crowdResult, growthResult } from '../../../bench/crowd/verdict';
import { MIB } from '../../../bench/files';

test('the fewest requests', () => {
	expect(fewestRequests([1, 200 * MIB])).toBe(2);
	expect(fewestRequests([200 * MIB + 1])).toBe(7);
	expect(fewestRequests([224 * MIB, 225 * MIB])).toBe(15);
});

test.each([
	[1, 0],
	[8, 0],
	[9, 60_000],
	[16, 60_000],
	[100, 720_000],
])('of %i requests under 8 a minute the last one goes after %i ms', (requests, floor) => {
	expect(limitFloor(requests, 8)).toBe(floor);
});

test('the large crowd is 4.1 GiB, which 101 requests bring', () => {
	const sizes = mixedSizes(20);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(4200 * MIB);
	expect([sizes[0], sizes[19]]).toEqual([120 * MIB, 300 * MIB]);
	expect(fewestRequests(sizes)).toBe(101);
});

const good: CrowdRun = {
	milliseconds: 125_000,
	succeeded: 3,
	uploads: 101,
	refused: 2,
	growthBytes: 0,
	complaints: [],
};
const judged = (run: Partial<CrowdRun>) =>
	crowdResult(
		{ name: 'crowd', work: '', goal: { overFloor: 1.05, refused: 2 } },
		{ count: 3, floor: 120_000 },
		{ ...good, ...run },
	);

test('a crowd that reaches its goal', () => {
	const { passed, measured, goal } = judged({});
	expect(passed).toBe(true);
	expect(measured).toBe('3 of 3, 1.04 x, 2 refused');
	expect(goal).toBe('3 of 3, <= 1.05 x, at most 2 refused');
});

test.each([
	['was too slow', { milliseconds: 127_000 }],
	['has lost somebody', { succeeded: 2 }],
	['was refused too often', { refused: 3 }],
])('a crowd that %s', (_what, run) => {
	expect(judged(run).passed).toBe(false);
});

test('a crowd of which only the number counts', () => {
	const row = { name: 'crowd', work: '', goal: {} };
	const slow = { ...good, milliseconds: 999_000, refused: 99 };
	expect(crowdResult(row, { count: 3, floor: 60_000 }, slow)).toMatchObject({
		passed: true,
		goal: '3 of 3',
	});
});

test.each([
	[350, '+96 MiB', true],
	[351, '+97 MiB', false],
	[250, '-4 MiB', true],
])('n8n has grown by %i MiB, where 254 are its own', (withNode, measured, passed) => {
	const row = { name: 'memory', work: '', goalBytes: 96 * MIB };
	const growth = { withNode: withNode * MIB, without: 254 * MIB };
	expect(growthResult(row, growth)).toMatchObject({ passed, measured, goal: '<= +96 MiB' });
});
