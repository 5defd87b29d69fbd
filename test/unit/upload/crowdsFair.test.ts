import { BLOCK_BYTES, MIB } from '../../../nodes/ApiVideo/upload';
import { runCrowd, type CrowdExecution, type CrowdResult } from '../support/crowd';
import type * as Scaled from '../support/scaledLimits';
import { WINDOW_MS } from '../support/uploadLimit';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

const CALM: CrowdExecution = {
	memoryBytes: 16 * BLOCK_BYTES,
	parallel: 8,
	begins: 0,
	account: 0,
	authentication: 'apiKey',
	faultShare: 0,
	uploads: [],
};
const STEP_MS = 300;
/** A request takes up to six steps. */
const REQUEST_MS = 6 * STEP_MS;
const LONG = 900 * MIB;

const small = (count: number, size = MIB) =>
	Array.from({ length: count }, () => ({ size, begins: 0 }));

const endOf = (results: readonly CrowdResult[]) =>
	Math.max(...results.map(({ endedAt }) => endedAt));

function expectAllWell(results: readonly CrowdResult[]): void {
	expect(results.map(({ result }) => result).filter((one) => one instanceof Error)).toEqual([]);
}

describe('a short upload beside a long one', () => {
	const long = { ...CALM, uploads: [{ size: LONG, begins: 0 }] };

	it.each([
		['in one request', { size: MIB, begins: 0 }],
		['in two chunks', { size: 12 * MIB, chunkBytes: 6 * MIB, begins: 0 }],
	])('ends within a few requests, not with the long one: %s', async (_case, upload) => {
		for (let seed = 1; seed <= 40; seed++) {
			const short = { ...CALM, begins: 20_000, uploads: [upload] };
			const { results } = await runCrowd({ executions: [long, short], stepMs: STEP_MS, seed });
			expectAllWell(results);
			const [longOne, shortOne] = results;
			expect(longOne.endedAt).toBeGreaterThan(30_000);
			expect(shortOne.endedAt - 20_000).toBeLessThan(4 * REQUEST_MS);
		}
	});

	it('does so beside five of them, and beside one whose bandwidth is limited', async () => {
		const others = Array.from({ length: 5 }, () => long);
		const slow = { ...long, bytesPerSecond: MIB, uploads: [{ size: 60 * MIB, begins: 0 }] };
		for (const executions of [others, [slow]]) {
			const short = { ...CALM, begins: 20_000, uploads: small(1) };
			const { results } = await runCrowd({
				executions: [...executions, short],
				stepMs: STEP_MS,
				seed: 1,
			});
			expectAllWell(results);
			const shortOne = results[results.length - 1];
			expect(shortOne.endedAt - 20_000).toBeLessThan(2 * REQUEST_MS);
			expect(endOf(results)).toBeGreaterThan(shortOne.endedAt + 5 * REQUEST_MS);
		}
	});
});

describe('a crowd under a limit of uploads a minute', () => {
	it.each([
		[8, 60, 6],
		[40, 300, 20],
		[10, 10, 1],
		[12, 100, 50],
	])(
		'of %d makes %d uploads in as many windows as they need, and none is refused (%d executions)',
		async (perWindow, uploads, count) => {
			const executions = Array.from({ length: count }, (_, index) => ({
				...CALM,
				uploads: small(Math.floor((uploads + index) / count)),
			}));
			for (let seed = 1; seed <= 10; seed++) {
				const crowd = { executions, perWindow, stepMs: 20, seed };
				const { results, limits } = await runCrowd(crowd);
				expectAllWell(results);
				expect(limits[0].refusedThoughKnown).toBe(0);
				const requests = results.reduce((sum, { tries }) => sum + tries, 0);
				expect(requests - limits[0].refused).toBe(uploads);
				const windows = Math.ceil(uploads / perWindow);
				// The last one begins with its window; the headers tell whole seconds.
				expect(endOf(results)).toBeLessThan((windows - 1) * (WINDOW_MS + 1000) + 5000);
			}
		},
	);

	it('gives each execution its turn: none waits until another has sent all of its files', async () => {
		const executions = Array.from({ length: 6 }, () => ({ ...CALM, uploads: small(20) }));
		const { results } = await runCrowd({ executions, perWindow: 12, stepMs: 20, seed: 1 });
		expectAllWell(results);
		const firstOf = executions.map((_, index) =>
			Math.min(...results.slice(20 * index, 20 * index + 20).map(({ endedAt }) => endedAt)),
		);
		// 120 uploads take ten windows.
		expect(Math.max(...firstOf)).toBeLessThan(2 * WINDOW_MS);
	});

	it('gives each execution its turn where each sends one file after the other', async () => {
		const executions = Array.from({ length: 5 }, () => ({
			...CALM,
			parallel: 1,
			uploads: small(20),
		}));
		const { results, watched } = await runCrowd({ executions, stepMs: 20, seed: 1 });
		expectAllWell(results);
		expect(watched.overtakings()).toBe(1);
		// They take turns to the end, so that all of them end about the same time.
		const ends = executions.map((_, index) => endOf(results.slice(20 * index, 20 * index + 20)));
		expect(Math.min(...ends)).toBeGreaterThan(0.9 * Math.max(...ends));
	});

	it('never counts the wait for its turn as trying', async () => {
		const waiting = { ...CALM, keepTryingMs: 10_000, uploads: small(60) };
		const { results } = await runCrowd({
			executions: [waiting, { ...waiting, authentication: 'uploadToken', faultShare: 0.1 }],
			perWindow: 6,
			stepMs: 20,
			seed: 3,
		});
		expect(endOf(results)).toBeGreaterThan(1_000_000);
		// Also what has waited for minutes, far longer than is tried, is tried again.
		const again = results.filter(
			({ result }) => 'progress' in result && result.progress.retries > 0,
		);
		expect(again.some(({ endedAt }) => endedAt > 300_000)).toBe(true);
		expectAllWell(results);
	});
});
