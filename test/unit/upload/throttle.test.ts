import { MIB } from '../../../nodes/ApiVideo/upload';
import { Throttle } from '../../../nodes/ApiVideo/upload/throttle';
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

	it('lets nothing more go once its signal is aborted', async () => {
		const stop = new AbortController();
		const reading = read(new Throttle(1, new VirtualClock()), [MIB], stop.signal);
		stop.abort();
		await expect(reading).rejects.toThrow('aborted');
	});
});
