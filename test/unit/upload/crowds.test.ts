import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import {
	BLOCK_BYTES,
	CHUNK_MIN_BYTES,
	MIB,
	SINGLE_REQUEST_MAX_BYTES,
	UploadStopped,
} from '../../../nodes/ApiVideo/upload';
import {
	CANCELLED,
	runCrowd,
	type Crowd,
	type CrowdExecution,
	type CrowdResult,
} from '../support/crowd';
import { NEVER } from '../support/never';
import type * as Scaled from '../support/scaledLimits';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

/** A long run sets SCHEDULES, such as 20000. */
const RUNS = Number(process.env.SCHEDULES ?? 2500);

/** How long a line is kept that nobody uses, in milliseconds. */
const KEPT_MS = 150_000;

const size = fc.oneof(
	{ weight: 4, arbitrary: fc.integer({ min: 1, max: 20 * MIB }) },
	{ weight: 1, arbitrary: fc.constantFrom(1, CHUNK_MIN_BYTES, SINGLE_REQUEST_MAX_BYTES) },
	{ weight: 1, arbitrary: fc.integer({ min: SINGLE_REQUEST_MAX_BYTES, max: 300 * MIB }) },
);
const given = fc.record({
	size,
	chunkBytes: fc.option(fc.constantFrom(5 * MIB, 8 * MIB, 50 * MIB), { nil: undefined, freq: 2 }),
	begins: fc.constantFrom(0, 0, 10, 700),
	readingMs: fc.constantFrom(0, 0, 0, 30),
	readers: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 2 }),
});
const execution: fc.Arbitrary<CrowdExecution> = fc
	.record({
		memoryBytes: fc.integer({ min: 4, max: 20 }).map((blocks) => blocks * BLOCK_BYTES),
		parallel: fc.integer({ min: 1, max: 8 }),
		begins: fc.constantFrom(0, 0, 5, 400, 3000),
		cancelledAt: fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined, freq: 3 }),
		account: fc.constantFrom(0, 0, 0, 1),
		authentication: fc.constantFrom('apiKey' as const, 'uploadToken' as const),
		faultShare: fc.constantFrom(0, 0, 0.1, 0.5),
		uploads: fc.array(given, { minLength: 1, maxLength: 4 }),
		slow: fc.constantFrom(false, false, false, false, true),
	})
	.map(({ slow, uploads, ...others }) =>
		slow
			? {
					...others,
					bytesPerSecond: 5 * MIB,
					// Its bytes go in small steps, each of which takes the test some time.
					uploads: uploads.map((one) => ({ ...one, size: Math.min(one.size, 12 * MIB) })),
				}
			: { ...others, uploads },
	);
const crowd: fc.Arbitrary<Crowd> = fc.record({
	executions: fc.array(execution, { minLength: 1, maxLength: 6 }),
	perWindow: fc.option(fc.integer({ min: 3, max: 60 }), { nil: undefined }),
	limitIsShown: fc.boolean(),
	stepMs: fc.constantFrom(1, 40, 300),
	seed: fc.integer(),
});

/** Whether an upload has anything to blame but others. */
const isInnocent = ({ execution: { faultShare, cancelledAt = Infinity }, endedAt }: CrowdResult) =>
	faultShare === 0 && endedAt < cancelledAt;

function check({ execution: { cancelledAt = Infinity }, ...one }: CrowdResult): void {
	const { result, service, bytes, endedAt } = one;
	if (result instanceof UploadStopped) {
		const held = service.receivedBytes(result.progress.videoId) + service.forgottenBytes;
		expect(held).toBeGreaterThanOrEqual(result.progress.arrivedBytes);
	} else if (result instanceof Error) {
		// Only a cancelled execution ends so, and at once.
		expect(result).toBe(CANCELLED);
		expect(endedAt).toBeGreaterThanOrEqual(cancelledAt);
	} else {
		expect(service.videos.get(result.video.videoId)?.bytes.equals(bytes)).toBe(true);
		expect(service.isComplete(result.video.videoId)).toBe(true);
	}
	expect(one.counts).toMatchObject({ tooMany: 0, underWay: 0 });
	// One that begins later ends before it has begun.
	expect(endedAt).toBeLessThanOrEqual(cancelledAt + 100);
}

describe(`${RUNS} random crowds`, () => {
	it('end well or truly, within their ceilings, and leave nothing behind', async () => {
		const ends = { well: 0, stopped: 0, cancelled: 0 };
		let [refused, mostOvertakings, mostBlocks, mostReadings] = [0, 0, 0, 0];
		await fc.assert(
			fc.asyncProperty(crowd, async (all) => {
				const { results, watched, limits, signals, lines, clock } = await runCrowd(all);
				for (const one of results) {
					check(one);
					mostReadings = Math.max(mostReadings, one.counts.most);
					if (one.result instanceof UploadStopped) ends.stopped++;
					else ends[one.result instanceof Error ? 'cancelled' : 'well']++;
				}
				// Whatever the others do, or however they end.
				for (const one of results.filter(isInnocent)) {
					expect(one.result).not.toBeInstanceOf(Error);
				}
				expect(watched.broken()).toEqual([]);
				expect(watched.left()).toEqual([]);
				for (const signal of signals) {
					expect(getEventListeners(signal, 'abort')).toEqual([]);
				}
				// While somebody with nothing under way waits, every other one gets one place at most.
				expect(watched.overtakings()).toBeLessThanOrEqual(1);
				mostOvertakings = Math.max(mostOvertakings, watched.overtakings());
				mostBlocks = Math.max(mostBlocks, watched.mostBlocks());
				refused += limits.reduce((sum, one) => sum + one.refused, 0);
				await clock.run(clock.sleep(KEPT_MS + 1));
				// By now the service has also got what was late.
				expect(getEventListeners(NEVER, 'abort')).toEqual([]);
				lines.line('another');
				expect(lines.size).toBe(1);
			}),
			{ numRuns: RUNS },
		);
		// Otherwise the test has not met what it is about.
		expect(mostOvertakings).toBe(1);
		expect(Math.min(...Object.values(ends))).toBeGreaterThan(RUNS / 60);
		expect(refused).toBeGreaterThan(RUNS);
		expect(mostBlocks).toBeGreaterThan(16);
		expect(mostReadings).toBeGreaterThan(4);
	}, 600_000);
});
