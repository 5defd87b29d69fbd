import { Party, Patience, type Outcome } from '../../../nodes/ApiVideo/upload';
import { Outage } from '../../../nodes/ApiVideo/upload/outage';
import { VirtualClock } from '../support/virtualClock';

const MINUTE = 60_000;
const answer = (status: number): Outcome => ({ kind: 'answer', status, headers: {}, body: {} });
const LOST: Outcome = { kind: 'noAnswer', what: 'The connection was closed', permanent: false };
const UNKNOWN: Outcome = { ...LOST, unknownAddress: true };
const LIMITED = answer(429);

interface World {
	readonly party?: Party;
	/** When the service last answered anybody, in milliseconds before the first try. */
	readonly heard?: number;
	/** How long a try takes, in milliseconds. */
	readonly tryMs?: number;
	/** How long one waits between two tries, in milliseconds. */
	readonly waitMs?: number;
	/** How long one waits for one's turn, in milliseconds. */
	readonly queueMs?: number;
	/** How long before its end the first try has signed in, in milliseconds. */
	readonly signedInMs?: number;
	/** For how long others have tried in vain, in milliseconds. */
	readonly knownMs?: number;
	/** What they met with; no answer unless given. */
	readonly knownAs?: Outcome;
	/** Whether the service takes another request between two tries. */
	readonly servesOthers?: boolean;
}

/** Shows outcomes until there is to be no further try. */
function play(outcomes: (index: number) => Outcome, given: World = {}) {
	const { party = succeeded(), tryMs = 0, waitMs = MINUTE, queueMs = 0 } = given;
	const clock = new VirtualClock();
	clock.pass(1_000_000);
	const heardAt = given.heard === undefined ? undefined : clock.now() - given.heard;
	const signedInAt =
		given.signedInMs === undefined ? undefined : clock.now() + queueMs + tryMs - given.signedInMs;
	const lane = { clock, heardAt, signedInAt, outage: new Outage() };
	if (given.knownMs) lane.outage.see(given.knownAs ?? LOST, given.knownMs, clock.now());
	const patience = new Patience(lane, party);
	let tries = 1;
	for (; tries < 10_000; tries++) {
		clock.pass(queueMs);
		if (given.servesOthers && tries > 1) lane.heardAt = clock.now();
		clock.pass(tryMs);
		if (patience.next(outcomes(tries - 1), tryMs) === undefined) break;
		patience.waits(waitMs);
		clock.pass(waitMs);
	}
	return { tries, minutes: patience.milliseconds / MINUTE };
}

function succeeded(options: ConstructorParameters<typeof Party>[0] = {}): Party {
	return Object.assign(new Party(options), { hasSucceeded: true });
}

describe('an outage', () => {
	it.each([
		['no answer', LOST],
		['503', answer(503)],
		['425', answer(425)],
	])('is waited out for 15 minutes, however quick the tries are: %s', (_case, outcome) => {
		expect(play(() => outcome)).toEqual({ tries: 16, minutes: 15 });
		expect(play(() => outcome, { tryMs: MINUTE / 2, waitMs: MINUTE / 2 }).tries).toBe(16);
	});

	it('is waited out for as long as was asked for', () => {
		expect(play(() => LOST, { party: succeeded({ keepTryingMs: 720 * MINUTE }) }).minutes).toBe(
			720,
		);
		expect(play(() => LOST, { party: succeeded({ keepTryingMs: 0 }) }).tries).toBe(1);
	});

	it('does not count the wait for its turn', () => {
		expect(play(() => LOST, { queueMs: 60 * MINUTE }).tries).toBe(16);
	});

	it('counts from the last time that the service answered anybody', () => {
		const hangs = { tryMs: 5 * MINUTE, waitMs: 0 };
		expect(play(() => LOST, hangs).tries).toBe(3);
		expect(play(() => LOST, { ...hangs, heard: 0 }).tries).toBe(3);
		expect(play(() => LOST, { ...hangs, heard: -4 * MINUTE }).tries).toBe(4);
	});

	it('that others have waited out is not waited out once more', () => {
		// A single try may fail by chance.
		expect(play(() => LOST, { knownMs: 15 * MINUTE, waitMs: 1000 }).tries).toBe(3);
		expect(play(() => LOST, { knownMs: 10 * MINUTE }).tries).toBe(6);
		// Nobody has tried for a while, so nobody knows.
		expect(play(() => LOST, { knownMs: 15 * MINUTE, queueMs: 2 * MINUTE }).tries).toBe(16);
		expect(
			play(() => LOST, { party: new Party(), knownMs: 15 * MINUTE, waitMs: 10_000 }).tries,
		).toBe(7);
	});

	it('is not known from what has failed for another reason', () => {
		const refused = { knownMs: 15 * MINUTE, knownAs: answer(500) };
		expect(play(() => LOST, refused)).toEqual({ tries: 16, minutes: 15 });
		expect(play(() => answer(503), { knownMs: 15 * MINUTE }).tries).toBe(16);
		expect(play(() => answer(503), { ...refused, waitMs: 1000 }).tries).toBe(3);
	});

	it('is told to others for as long as it has lasted, and not what was before it', () => {
		const clock = new VirtualClock();
		const lane = { clock, outage: new Outage() };
		const patience = new Patience(lane, succeeded());
		for (let minute = 0; minute < 15; minute++) {
			patience.next(minute < 10 ? answer(500) : LOST, 0);
			patience.waits(MINUTE);
			clock.pass(MINUTE);
		}
		expect(lane.outage.milliseconds(LOST, clock.now() - 1)).toBe(5 * MINUTE);
	});

	it('of this one request, while the service takes others, is tried ten more times', () => {
		expect(play(() => LOST, { servesOthers: true }).tries).toBe(11);
	});
});

describe('as long as the service has answered nothing', () => {
	it('an outage is waited out for a minute', () => {
		expect(play(() => LOST, { party: new Party(), waitMs: 10_000 }).tries).toBe(7);
		const short = new Party({ keepTryingMs: 30_000 });
		expect(play(() => LOST, { party: short, waitMs: 10_000 }).tries).toBe(4);
	});

	it('an address is looked up three times, and no more where signing in has done so', () => {
		const signing: Outcome = { ...UNKNOWN, notSent: true };
		expect(play(() => signing, { party: new Party(), waitMs: 1 }).tries).toBe(1);
		expect(play(() => signing).tries).toBe(16);
		expect(play(() => UNKNOWN, { party: new Party(), waitMs: 1 }).tries).toBe(3);
		expect(play(() => UNKNOWN).tries).toBe(16);
	});

	it('a 429 is waited out all the same', () => {
		expect(play(() => LIMITED, { party: new Party() }).minutes).toBe(15);
	});
});

describe('a 429', () => {
	it('is no failed try: its waits may add up to the same time', () => {
		expect(play(() => LIMITED, { waitMs: 1000 }).tries).toBe(901);
		expect(play(() => LIMITED, { servesOthers: true }).tries).toBe(16);
	});

	it('is one as well where signing in was refused', () => {
		const limited: Outcome = { ...LOST, notSent: true, limited: true };
		expect(play(() => limited, { waitMs: 1000 })).toEqual({ tries: 901, minutes: 15 });
	});

	it('is not held against what comes later', () => {
		const after = (index: number) => (index < 10 ? LIMITED : LOST);
		expect(play(after).minutes).toBe(25);
	});

	it('ends, also where it and something else take turns', () => {
		expect(play((index) => (index % 2 ? LOST : LIMITED)).minutes).toBeLessThanOrEqual(30);
		expect(play((index) => (index % 2 ? LOST : LIMITED), { waitMs: 10 }).tries).toBeLessThan(
			10_000_000,
		);
	});
});

describe('a try that had to sign in first', () => {
	it('counts from when that went well, as it may have waited for its turn', () => {
		const world: World = { party: new Party(), tryMs: 60_000, waitMs: 1000 };
		expect(play(() => LOST, world)).toEqual({ tries: 1, minutes: 1 });
		// One second of the first try, the wait, and the second one.
		const { tries, minutes } = play(() => LOST, { ...world, signedInMs: 1000 });
		expect([tries, Math.round(minutes * MINUTE)]).toEqual([2, 1000 + 1000 + 60_000]);
	});
});
