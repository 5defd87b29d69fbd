import { Lines, MIB, Party } from '../../../nodes/ApiVideo/upload';
import { EventClock } from '../support/eventClock';
import { answer, lost } from '../support/handTransport';
import { NEVER } from '../support/never';
import { stillClock } from '../support/stillClock';
import { VirtualClock } from '../support/virtualClock';

function world() {
	const clock = new VirtualClock();
	return { clock, lines: new Lines(() => clock) };
}

describe('the lines of a process', () => {
	it('are one for each account, for all executions', () => {
		const { lines } = world();
		const [one, other] = [lines.enter(new Party()), lines.enter(new Party())];
		expect(one.share('a').lane).toBe(other.share('a').lane);
		expect(one.share('a').lane).toBe(lines.line('a').uploads);
		expect(one.share('b').lane).not.toBe(one.share('a').lane);
	});

	it.each(['writes', 'reads'] as const)('let 16 of their %s be under way', async (kind) => {
		const { lines } = world();
		const parties = [1, 2, 3, 4].map(() => new Party());
		for (const party of parties) lines.enter(party).share('a');
		let started = 0;
		const send = (sender: number) => {
			const request = async () => {
				started++;
				return await new Promise<never>(() => {});
			};
			void lines.line('a')[kind].run(parties[sender], request, NEVER);
		};
		for (let count = 0; count < 20; count++) send(count % parties.length);
		// Places are added while somebody waits for one.
		for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
		expect(started).toBe(15);
		parties.push(new Party());
		lines.enter(parties[4]).share('a');
		send(4);
		expect(started).toBe(16);
		send(4);
		for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
		expect(started).toBe(16);
	});

	it('share one memory, whatever the account', async () => {
		const lines = new Lines(() => stillClock);
		const [one, other] = [new Party(), new Party()].map((party) => lines.enter(party));
		await one.share('a').memory.reserve(64 * MIB, NEVER);
		let served = false;
		void other
			.share('b')
			.memory.reserve(4 * MIB, NEVER)
			.then(() => (served = true));
		await new Promise(setImmediate);
		expect(served).toBe(false);
	});

	it.each([undefined, MIB])(
		'let an account have its first memory while another one holds all of it for long (limit: %p)',
		async (bytesPerSecond) => {
			const clock = new EventClock(() => 0.5);
			const lines = new Lines(() => clock);
			const [one, other] = [1, 2].map(() => lines.enter(new Party({ bytesPerSecond })));
			await one.share('a').memory.reserve(64 * MIB, NEVER);
			const { memory } = other.share('b');
			const asked = [8, 8].map(async (mib) => await memory.reserve(mib * MIB, NEVER));
			await clock.run(Promise.all(asked));
			expect(clock.now()).toBe(10_000);
		},
	);

	it('let an execution that uploads to two accounts have memory for either', async () => {
		const clock = new EventClock(() => 0.5);
		const member = new Lines(() => clock).enter(new Party());
		await member.share('a').memory.reserve(64 * MIB, NEVER);
		await clock.run(member.share('b').memory.reserve(16 * MIB, NEVER));
		expect(clock.now()).toBe(10_000);
	});

	it('let as many uploads through as the running execution wants that wants most', async () => {
		const { clock, lines } = world();
		const [few, many] = [new Party({ parallel: 1 }), new Party({ parallel: 5 })];
		lines.enter(few).share('a');
		const member = lines.enter(many);
		const { lane } = member.share('a');
		const ends: Array<() => void> = [];
		const begin = (party: Party) =>
			void lane.run(
				party,
				async () => {
					await new Promise<void>((end) => ends.push(end));
					return answer(201);
				},
				NEVER,
			);
		for (let count = 0; count < 8; count++) begin(many);
		for (let turn = 0; turn < 30; turn++) await clock.sleep(1000, NEVER);
		// The last place is kept for those who have nothing under way.
		expect(ends).toHaveLength(4);
		begin(few);
		await clock.sleep(0, NEVER);
		expect(ends).toHaveLength(5);
	});

	it('are forgotten a while after somebody has used them last, and not before', () => {
		const { clock, lines } = world();
		const member = lines.enter(new Party());
		const { lane } = member.share('a');
		clock.pass(10_000_000);
		expect(lines.line('a').uploads).toBe(lane);
		member.leave();
		clock.pass(149_000);
		expect(lines.line('a').uploads).toBe(lane);
		clock.pass(151_000);
		lines.line('b');
		expect(lines.size).toBe(1);
		expect(lines.line('a').uploads).not.toBe(lane);
	});
});

describe('a line that nobody uploads to', () => {
	it('is kept as long as somebody asks for it', () => {
		const { clock, lines } = world();
		const first = lines.line('a');
		first.reads.pace.pause(60_000);
		for (let minute = 0; minute < 10; minute++) {
			clock.pass(60_000);
			expect(lines.line('a')).toBe(first);
		}
		clock.pass(151_000);
		expect(lines.line('a')).not.toBe(first);
	});
});

describe('a lane', () => {
	it.each([
		['an answer', answer(201, { videoId: 'vi1' }), true],
		['a refusal', answer(403, { title: 'No' }), true],
		['nothing to say', answer(204, ''), true],
		['the page of a proxy', answer(200, '<html>'), false],
		['503', answer(503, {}), false],
		['429', answer(429, {}), false],
	])('knows by %s whether the service is there', async (_what, outcome, isThere) => {
		const { clock, lines } = world();
		const party = new Party();
		const lane = lines.line('a').reads;
		lane.outage.see(lost(), 1000, clock.now());
		await lane.run(party, async () => outcome, NEVER);
		expect([party.hasSucceeded, lane.heardAt !== undefined]).toEqual([isThere, isThere]);
		expect(lane.outage.milliseconds(lost(), clock.now())).toBe(isThere ? 0 : 1000);
	});

	it('lets a request through that others wait for, whatever waits for its turn', async () => {
		const { lines } = world();
		const lane = lines.line('a').writes;
		const never = async () => await new Promise<never>(() => undefined);
		for (let count = 0; count < 20; count++) void lane.run(new Party(), never, NEVER);
		expect(await lane.runPaced(new Party(), async () => answer(201), NEVER)).toEqual(answer(201));
	});
});
