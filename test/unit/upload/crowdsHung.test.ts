import fc from 'fast-check';
import { BLOCK_BYTES, MIB, SINGLE_REQUEST_MAX_BYTES } from '../../../nodes/ApiVideo/upload';
import { runCrowd, type CrowdExecution } from '../support/crowd';
import type * as Scaled from '../support/scaledLimits';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

/** A long run sets SCHEDULES, such as 20000. */
const RUNS = Math.ceil(Number(process.env.SCHEDULES ?? 2500) / 50);

/** How long the sources hang, until their execution is cancelled, in milliseconds. */
const HANG_MS = 20 * 60_000;
/** After how long memory that a source holds stands in nobody's way, in milliseconds. */
const LONG_MS = 10_000;

const size = fc.integer({ min: SINGLE_REQUEST_MAX_BYTES + 1, max: 400 * MIB });
const readers = fc.constantFrom(undefined, 4);
const upload = fc.record({ size, begins: fc.constantFrom(0, 700), readers });
const hungUpload = fc.record({
	size,
	begins: fc.constant(0),
	readers,
	hangsAt: fc.integer({ min: 0, max: 30 * MIB }),
});
const execution = (uploads: CrowdExecution['uploads'], begins: number): CrowdExecution => ({
	memoryBytes: 16 * BLOCK_BYTES,
	parallel: 8,
	account: 0,
	authentication: 'apiKey',
	faultShare: 0,
	begins,
	uploads,
});
const crowd = fc.record({
	hung: fc.array(fc.array(hungUpload, { minLength: 6, maxLength: 12 }), {
		minLength: 1,
		maxLength: 2,
	}),
	others: fc.array(fc.array(upload, { minLength: 1, maxLength: 2 }), {
		minLength: 1,
		maxLength: 3,
	}),
	stepMs: fc.constantFrom(1, 40, 300),
	seed: fc.integer(),
});

describe(`${RUNS} random crowds in which the sources of one execution or two hang`, () => {
	it('let the others of its account end long before', async () => {
		let lent = 0;
		await fc.assert(
			fc.asyncProperty(crowd, async ({ hung, others, stepMs, seed }) => {
				const { results, watched } = await runCrowd({
					executions: [
						...hung.map((uploads) => ({ ...execution(uploads, 0), cancelledAt: HANG_MS })),
						...others.map((uploads) => execution(uploads, 5000)),
					],
					stepMs,
					seed,
				});
				expect(watched.broken()).toEqual([]);
				expect(watched.left()).toEqual([]);
				const well = results.filter((one) => one.upload.hangsAt === undefined);
				for (const { result } of well) expect(result).not.toBeInstanceOf(Error);
				// As if all chunks went one after the other; each takes six steps at most.
				const chunks = well.reduce((sum, one) => sum + one.upload.size / (8 * MIB) + 1, 0);
				const bound = 5700 + 6 * stepMs * (chunks + hung.flat().length * 10) + 3 * LONG_MS;
				expect(Math.max(...well.map(({ endedAt }) => endedAt))).toBeLessThan(bound);
				if (watched.mostLent() > 0) lent++;
			}),
			{ numRuns: RUNS },
		);
		// Otherwise the test has not met what it is about.
		expect(lent).toBeGreaterThan(RUNS / 4);
	}, 600_000);
});
