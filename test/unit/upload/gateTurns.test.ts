import fc from 'fast-check';
import { Lines, Party } from '../../../nodes/ApiVideo/upload';
import { chanceFrom } from '../support/chance';
import { EventClock } from '../support/eventClock';
import { watchTurns } from '../support/watchTurns';

/** In milliseconds: all at the same few moments, so that much happens in each of them. */
const moment = fc.constantFrom(0, 20, 40, 60);

const request = fc.record({ takes: fc.array(moment, { maxLength: 4 }), isLong: fc.boolean() });
const upload = fc.record({
	begins: moment,
	requests: fc.array(request, { minLength: 1, maxLength: 5 }),
});
const party = fc.record({
	begins: fc.constantFrom(0, 20, 40, 80, 100),
	parallel: fc.integer({ min: 1, max: 6 }),
	cancelledAt: fc.option(fc.integer({ min: 0, max: 800 })),
	uploads: fc.array(upload, { minLength: 1, maxLength: 6 }),
});
const parties = fc.array(party, { minLength: 2, maxLength: 5 });

describe('Gate', () => {
	it('lets each other party overtake once at most a request of one that has nothing under way', async () => {
		const seen: number[] = [];
		await fc.assert(
			fc.asyncProperty(parties, async (all) => {
				const clock = new EventClock(chanceFrom(1), 1);
				const lines = new Lines(() => clock);
				const { gate } = lines.line('account').uploads;
				const overtakings = watchTurns(gate);
				const run = async ({ begins, parallel, cancelledAt, uploads }: (typeof all)[number]) => {
					await clock.sleep(begins);
					const own = new Party({ parallel });
					const member = lines.enter(own);
					member.share('account');
					const cancel = new AbortController();
					if (cancelledAt !== null) void clock.sleep(cancelledAt).then(() => cancel.abort());
					const send = async (one: (typeof uploads)[number]) => {
						await clock.sleep(one.begins);
						for (const { takes, isLong } of one.requests) {
							const work = async () => {
								for (const milliseconds of takes) await clock.sleep(milliseconds);
							};
							await gate.pass(own, work, cancel.signal, isLong);
						}
					};
					await Promise.allSettled(uploads.map(send));
					member.leave();
				};
				await clock.run(Promise.all(all.map(run)));
				seen.push(overtakings());
				expect(overtakings()).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 1000 },
		);
		// Otherwise nobody has ever had to wait.
		expect(seen.filter((most) => most === 1).length).toBeGreaterThan(100);
	});
});
