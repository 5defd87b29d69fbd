import { Lines, MIB, Party, type Share } from '../../../nodes/ApiVideo/upload';
import type { Pace } from '../../../nodes/ApiVideo/upload/pace';
import { Throttle } from '../../../nodes/ApiVideo/upload/throttle';
import { EventClock } from '../support/eventClock';
import { answer } from '../support/handTransport';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';

async function* pieces(...lengths: number[]) {
	for (const length of lengths) yield Buffer.alloc(length, length);
}

async function read(throttle: Throttle, lengths: number[], signal = NEVER): Promise<number> {
	let bytes = 0;
	for await (const { byteLength } of throttle.slow(pieces(...lengths), signal)) bytes += byteLength;
	return bytes;
}

/** A limit of one request, which has been sent. */
async function usedUp(pace: Pace): Promise<void> {
	const headers = {
		'x-ratelimit-limit': '1',
		'x-ratelimit-remaining': '0',
		'x-ratelimit-retry-after': '60',
	};
	await pace.run(async () => answer(201, {}, headers), NEVER);
}

async function answered(order: string[], name: string) {
	order.push(name);
	return answer(201);
}

describe('a bandwidth limit', () => {
	it('lets so many bytes a second go, whatever the pieces are', async () => {
		for (const lengths of [[10 * MIB], Array<number>(1024).fill(10 * 1024)]) {
			const clock = new VirtualClock();
			const throttle = new Throttle(2 * MIB, clock);
			expect(await read(throttle, lengths)).toBe(10 * MIB);
			expect(clock.now()).toBeGreaterThan(4900);
			expect(clock.now()).toBeLessThanOrEqual(5000);
		}
	});

	it('holds for all requests together', async () => {
		const clock = new VirtualClock();
		const throttle = new Throttle(2 * MIB, clock);
		await Promise.all([read(throttle, [5 * MIB]), read(throttle, [5 * MIB])]);
		expect(clock.now()).toBeGreaterThan(4900);
	});

	it('makes up for no time in which nothing was sent', async () => {
		const clock = new VirtualClock();
		const throttle = new Throttle(MIB, clock);
		await read(throttle, [MIB]);
		clock.pass(60_000);
		const began = clock.now();
		await read(throttle, [2 * MIB]);
		expect(clock.now() - began).toBeGreaterThan(1900);
	});

	it.each([
		['a pause', (pace: Pace) => pace.pause(600_000)],
		['a limit that is used up', usedUp],
	])('keeps no place for requests that wait for the end of %s', async (_what, hold) => {
		const clock = new EventClock(() => 0.5);
		const member = new Lines(() => clock).enter(new Party({ bytesPerSecond: MIB }));
		const [paused, other] = [member.share('a'), member.share('b')];
		await hold(paused.lane.pace);
		const order: string[] = [];
		const pass = async (share: Share, name: string) =>
			await share.throttle?.pass(
				share,
				async () => await share.lane.run(share.party, async () => answered(order, name), NEVER),
				NEVER,
			);
		const all = [paused, paused, paused].map(async (share) => await pass(share, 'paused'));
		await clock.run(pass(other, 'other'));
		expect([order, clock.now()]).toEqual([['other'], 0]);
		await clock.run(Promise.all(all));
		expect(order).toHaveLength(4);
	});

	it('holds back who has got its place just when a pause begins, and keeps none for it', async () => {
		const clock = new EventClock(() => 0.5);
		const member = new Lines(() => clock).enter(new Party({ bytesPerSecond: MIB }));
		const [late, other] = [member.share('a'), member.share('b')];
		const ends: Array<() => void> = [];
		const order: string[] = [];
		const pass = async (share: Share, work: () => Promise<unknown>) =>
			await share.throttle?.pass(share, work, NEVER);
		const long = [other, other].map(
			async (share) =>
				await pass(share, async () => await new Promise<void>((end) => ends.push(end))),
		);
		const held = pass(late, async () => order.push('late'));
		await clock.run(clock.sleep(0));
		late.lane.pace.pause(60_000);
		ends.forEach((end) => end());
		const work = async () => order.push('other');
		await clock.run(Promise.all([...long, pass(other, work), pass(other, work)]));
		expect([order, clock.now()]).toEqual([['other', 'other'], 0]);
		await clock.run(held);
		expect(order).toHaveLength(3);
	});

	it('lets nothing more go once its signal is aborted', async () => {
		const stop = new AbortController();
		const reading = read(new Throttle(1, new VirtualClock()), [MIB], stop.signal);
		stop.abort();
		await expect(reading).rejects.toThrow('aborted');
	});
});
