import fc from 'fast-check';
import { BLOCK_BYTES, MIB, SINGLE_REQUEST_MAX_BYTES } from '../../../nodes/ApiVideo/upload';
import { runCrowd, type CrowdExecution } from '../support/crowd';
import type * as Scaled from '../support/scaledLimits';
import { STUCK_BY } from '../support/stuck';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

/** A long run sets SCHEDULES, such as 20000. */
const RUNS = Math.ceil(Number(process.env.SCHEDULES ?? 2500) / 10);

const MINUTE_MS = 60_000;
/** The account that is stuck; others are not. */
const STUCK = 0;
/** It is tried for half a day, until its executions are cancelled. */
const PATIENCE_MS = 720 * MINUTE_MS;
const CANCELLED_MS = 20 * MINUTE_MS;
/** How long others may hold their memory before it stands in nobody's way, in milliseconds. */
const LONG_MS = 10_000;

const upload = fc.record({
	size: fc.integer({ min: SINGLE_REQUEST_MAX_BYTES + 1, max: 400 * MIB }),
	chunkBytes: fc.constantFrom(undefined, undefined, 8 * MIB, 50 * MIB),
	begins: fc.constantFrom(0, 0, 700),
});
const execution = (account: fc.Arbitrary<number>): fc.Arbitrary<CrowdExecution> =>
	fc.record({
		memoryBytes: fc.integer({ min: 4, max: 20 }).map((blocks) => blocks * BLOCK_BYTES),
		parallel: fc.integer({ min: 1, max: 8 }),
		keepTryingMs: fc.constant(PATIENCE_MS),
		begins: fc.constantFrom(0, 400, 5000),
		account,
		authentication: fc.constantFrom('apiKey' as const, 'uploadToken' as const),
		faultShare: fc.constant(0),
		uploads: fc.array(upload, { minLength: 1, maxLength: 3 }),
	});
const crowd = fc.record({
	dead: fc.array(execution(fc.constant(STUCK)), { minLength: 1, maxLength: 4 }),
	alive: fc.array(execution(fc.constantFrom(1, 2)), { minLength: 1, maxLength: 4 }),
	/** In milliseconds; one account has answered before, the other one has not. */
	from: fc.constantFrom(0, 2000, 6000),
	lasts: fc.constantFrom(3 * MINUTE_MS, 2 * CANCELLED_MS),
	by: fc.constantFrom(...STUCK_BY),
	stepMs: fc.constantFrom(1, 40, 300),
	seed: fc.integer(),
});

const WHOLE = { size: SINGLE_REQUEST_MAX_BYTES + 1, begins: 0 };
const SMALL: CrowdExecution = {
	memoryBytes: 4 * BLOCK_BYTES,
	parallel: 1,
	keepTryingMs: PATIENCE_MS,
	begins: 0,
	account: STUCK,
	authentication: 'apiKey',
	faultShare: 0,
	uploads: [WHOLE],
};
const LARGE = {
	...SMALL,
	account: 1,
	memoryBytes: 16 * BLOCK_BYTES,
	uploads: [{ ...WHOLE, chunkBytes: 8 * MIB }],
};
const LATER = {
	...SMALL,
	account: 1,
	memoryBytes: 7 * BLOCK_BYTES,
	begins: 5000,
	uploads: [{ ...WHOLE, chunkBytes: 50 * MIB }, WHOLE],
};
/** The pool gets smaller, as the one with the largest ceiling ends, while others keep more of it; then some is lent. */
const SMALLER_POOL: typeof crowd extends fc.Arbitrary<infer T> ? T : never = {
	dead: [SMALL, { ...SMALL, memoryBytes: 8 * BLOCK_BYTES, parallel: 2 }, SMALL],
	alive: [LARGE, LATER],
	from: 0,
	lasts: 3 * MINUTE_MS,
	by: 'hanging',
	stepMs: 1,
	seed: 0,
};

describe(`${RUNS} random crowds in which an account is stuck`, () => {
	it('let the others end as soon as if it had none of the memory', async () => {
		let mostLent = 0;
		let longer = 0;
		await fc.assert(
			fc.asyncProperty(crowd, async ({ dead, alive, from, lasts, by, stepMs, seed }) => {
				const { results, watched } = await runCrowd({
					executions: [...dead.map((one) => ({ ...one, cancelledAt: CANCELLED_MS })), ...alive],
					stuck: { account: STUCK, from, until: from + lasts, by },
					stepMs,
					seed,
				});
				expect(watched.broken()).toEqual([]);
				expect(watched.left()).toEqual([]);
				mostLent = Math.max(mostLent, watched.mostLent());
				const others = results.filter((one) => one.execution.account !== STUCK);
				for (const { result } of others) expect(result).not.toBeInstanceOf(Error);
				// As if all chunks, of all accounts, went one after the other; each takes six steps at most.
				const chunks = results.reduce((sum, one) => sum + one.upload.size / (8 * MIB) + 1, 0);
				const bound = from + 5700 + 6 * stepMs * chunks + 3 * LONG_MS;
				expect(Math.max(...others.map(({ endedAt }) => endedAt))).toBeLessThan(bound);
				const last = Math.max(...results.map(({ endedAt }) => endedAt));
				if (last > bound) longer++;
			}),
			{ numRuns: RUNS, examples: [[SMALLER_POOL]] },
		);
		// Otherwise the test has not met what it is about.
		expect(mostLent).toBeGreaterThanOrEqual(4);
		expect(longer).toBeGreaterThan(RUNS / 4);
	}, 600_000);
});
