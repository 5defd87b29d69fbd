import { MIB } from '../../../nodes/ApiVideo/upload';
import { Gain } from '../../../nodes/ApiVideo/upload/gain';
import { answer, lost } from '../support/handTransport';
import { LineWorld, type LineModel, type Sent, type Work } from '../support/lineModel';
import { VirtualClock } from '../support/virtualClock';

const chunks = (requests: number): Work => ({ requests, bytes: 8 * MIB, areChunks: true });
const FAR = 80;
const NEAR = 15;

/** Sends it by the lane, and tells what was sent in the order in which it began. */
async function sentBy(world: LineWorld, work: Work): Promise<Sent[]> {
	const sent = await world.clock.run(world.send(work, world.ours()));
	return sent.sort((one, other) => one.began - other.began);
}

/** How many times as long it takes as with the number of places that is best from 1 to 8, if that were known. */
async function loss(model: LineModel, work: Work): Promise<number> {
	const times: number[] = [];
	for (const places of [1, 2, 4, 8]) {
		const world = new LineWorld(model);
		await world.clock.run(world.send(work, world.fixed(places)));
		times.push(world.clock.now());
	}
	const ours = new LineWorld(model);
	await sentBy(ours, work);
	return ours.clock.now() / Math.min(...times);
}

/** How many were under way most of the time, in the second half but for the end: now and then another number is tried. */
function settled(sent: readonly Sent[]): number {
	const counts = new Map<number, number>();
	const later = sent.slice(sent.length / 2, -8);
	for (const { beside } of later) counts.set(beside, (counts.get(beside) ?? 0) + 1);
	const [most] = [...counts].sort(([, one], [, other]) => other - one);
	expect(most[1]).toBeGreaterThan(0.75 * later.length);
	return most[0];
}

describe('the number of long requests at the same time', () => {
	it.each<[string, number, LineModel]>([
		['one on a line that one fills', 1, { together: 20 * MIB, latency: NEAR }],
		['one on a slow line', 1, { together: MIB, latency: NEAR }],
		['two where one leaves gaps', 2, { together: 20 * MIB, latency: FAR }],
		['four where these fill it', 4, { together: 50 * MIB, each: 20 * MIB, latency: FAR }],
		['all on a line that is far', 8, { each: 20 * MIB, latency: FAR }],
		['all on one that is far and slow', 8, { each: MIB, latency: FAR }],
	])('is %s', async (_case, expected, model) => {
		expect(settled(await sentBy(new LineWorld(model), chunks(96)))).toBe(expected);
	});

	it.each<[string, number, LineModel, Work]>([
		['1 MiB/s together', 1.02, { together: MIB, latency: NEAR }, chunks(96)],
		['20 MiB/s together', 1.05, { together: 20 * MIB, latency: NEAR }, chunks(128)],
		['20 MiB/s together, far', 1.1, { together: 20 * MIB, latency: FAR }, chunks(128)],
		['100 MiB/s together', 1.1, { together: 100 * MIB, latency: NEAR }, chunks(128)],
		['100 MiB/s together, far', 1.05, { together: 100 * MIB, latency: FAR }, chunks(128)],
		['20 MiB/s each', 1.15, { each: 20 * MIB, latency: FAR }, chunks(128)],
		['1 MiB/s each', 1.1, { each: MIB, latency: FAR }, chunks(128)],
		['5 MiB each, far', 1.12, { latency: FAR, processing: 10 }, { requests: 200, bytes: 5 * MIB }],
		['5 MiB each, busy', 1.05, { latency: FAR, processing: 35 }, { requests: 200, bytes: 5 * MIB }],
		['8 MiB each, far', 1.15, { latency: FAR, processing: 10 }, { requests: 200, bytes: 8 * MIB }],
		['short ones', 1.05, { latency: 20, processing: 4 }, { requests: 1000, bytes: MIB / 10 }],
		['long ones', 1.05, { each: 20 * MIB, latency: FAR }, { requests: 20, bytes: 200 * MIB }],
		['long ones together', 1.01, { together: 20 * MIB }, { requests: 20, bytes: 200 * MIB }],
	])('takes little more time than the best one: %s', async (_case, most, model, work) => {
		expect(await loss(model, work)).toBeLessThan(most);
	});

	it('grows while very long ones are under way, not when they end', async () => {
		const world = new LineWorld({ each: 20 * MIB, latency: FAR });
		await sentBy(world, chunks(2));
		const sent = await sentBy(world, { requests: 8, bytes: 200 * MIB });
		// One takes ten seconds.
		expect(sent[7].began - sent[0].began).toBeLessThan(5000);
	});

	it('follows a line that changes', async () => {
		const world = new LineWorld({ together: 20 * MIB, latency: NEAR });
		expect(settled(await sentBy(world, chunks(60)))).toBe(1);
		world.becomes({ each: 20 * MIB, latency: FAR });
		expect(settled(await sentBy(world, chunks(500)))).toBe(8);
		world.becomes({ together: 20 * MIB, latency: NEAR });
		expect(settled(await sentBy(world, chunks(500)))).toBe(1);
	});

	it('says nothing to short requests, which take their places as they wait', async () => {
		const world = new LineWorld({ together: 20 * MIB, latency: NEAR });
		await sentBy(world, chunks(60));
		const sent = await sentBy(world, { requests: 500, bytes: MIB / 10 });
		expect(settled(sent)).toBe(8);
	});
});

describe('a small file beside a large one', () => {
	it('takes at most twice as long as alone where all connections share the line', async () => {
		const model = { together: 20 * MIB, latency: 20 };
		const alone = new LineWorld(model);
		await sentBy(alone, { requests: 1, bytes: MIB });
		for (const begins of [8000, 15_100, 22_300, 31_500]) {
			const world = new LineWorld(model, 2);
			const small = { requests: 1, bytes: MIB, begins };
			const [, [{ began, ended }]] = await world.clock.run(
				Promise.all([world.send(chunks(128), world.ours()), world.send(small, world.ours())]),
			);
			expect(began).toBe(begins);
			expect(ended - began).toBeLessThanOrEqual(2 * alone.clock.now());
		}
	});
});

describe('what a request tells of the line', () => {
	const world = () => {
		const clock = new VirtualClock();
		return {
			clock,
			gain: new Gain(
				clock,
				() => 8,
				() => {},
			),
		};
	};

	it.each([
		['it was refused', answer(503)],
		['it had no answer', lost()],
	])('is nothing where %s', async (_case, outcome) => {
		const { clock, gain } = world();
		const fails = async () => {
			clock.pass(1000);
			return outcome;
		};
		for (let count = 0; count < 8; count++) await gain.measure(fails, 8 * MIB);
		expect(gain.isKnown).toBe(false);
		expect(gain.places).toBe(2);
	});

	it('is told once it lasted long enough, and a very long one tells before it ends', async () => {
		const { clock, gain } = world();
		await gain.measure(async (took) => {
			for (let count = 1; count <= 200; count++) {
				clock.pass(50);
				took(MIB);
				expect(gain.isKnown).toBe(count >= 32);
			}
			return answer(201);
		}, 200 * MIB);
	});

	it('is forgotten after half a minute', async () => {
		const { clock, gain } = world();
		const taken = async () => {
			clock.pass(400);
			return answer(201);
		};
		await gain.measure(taken, 8 * MIB);
		expect(gain.isKnown).toBe(true);
		clock.pass(30_000);
		expect(gain.isKnown).toBe(true);
		clock.pass(1);
		expect(gain.isKnown).toBe(false);
	});
});
