import { Readers, type Measured } from '../../../../nodes/ApiVideo/n8n/web/readers';
import { MIB } from '../../../../nodes/ApiVideo/upload';
import { EventClock } from '../../support/eventClock';
import { NEVER } from '../../support/never';
import { VirtualClock } from '../../support/virtualClock';

const near: Measured = { firstByteMs: 1, bytes: 8 * MIB, waitedMs: 80 };
const distant: Measured = { ...near, firstByteMs: 80 };
const slow: Measured = { ...near, waitedMs: 400 };
const tiny: Measured = { firstByteMs: 1, bytes: 1000, waitedMs: 5 };

function seeing(...measured: Measured[]): number {
	const readers = new Readers(new VirtualClock());
	for (const one of measured) readers.saw(one);
	return readers.parallel();
}

describe('the number of readings at the same time', () => {
	it('is four, and stays so where the file server is near', () => {
		expect(new Readers(new VirtualClock()).parallel()).toBe(4);
		expect(seeing(near, near, near)).toBe(4);
		expect(seeing(tiny, tiny)).toBe(4);
	});

	it.each([
		['begins its answers late', distant],
		['sends slowly', slow],
	])('grows to eight where the file server %s', (_case, measured) => {
		expect(seeing(measured)).toBe(5);
		expect(seeing(...Array<Measured>(10).fill(measured))).toBe(8);
		expect(seeing(...Array<Measured>(10).fill(measured), near, near)).toBe(6);
	});

	it('is eight at once where the first answer was late', () => {
		const readers = new Readers(new VirtualClock());
		readers.begin(distant);
		expect(readers.parallel()).toBe(8);
		const others = new Readers(new VirtualClock());
		others.begin(near);
		expect(others.parallel()).toBe(4);
	});

	it('is halved by a refusal, down to one, and grows slowly afterwards', () => {
		const clock = new VirtualClock();
		const readers = new Readers(clock);
		readers.begin(distant);
		const seen: number[] = [];
		for (let turn = 0; turn < 5; turn++) {
			clock.pass(1);
			readers.refuse(clock.now(), 0);
			seen.push(readers.parallel());
		}
		expect(seen).toEqual([4, 2, 1, 1, 1]);
		for (let turn = 0; turn < 15; turn++) readers.saw(distant);
		expect(readers.parallel()).toBe(1);
		readers.saw(distant);
		expect(readers.parallel()).toBe(2);
		for (let turn = 0; turn < 200; turn++) readers.saw(distant);
		expect(readers.parallel()).toBe(8);
	});

	it('is halved once by all the refusals of requests that were under way together', () => {
		const clock = new VirtualClock();
		const readers = new Readers(clock);
		const sentAt = clock.now();
		clock.pass(10);
		for (let turn = 0; turn < 4; turn++) readers.refuse(sentAt, 0);
		expect(readers.parallel()).toBe(2);
	});
});

describe('a request', () => {
	it('waits for a place, in turn', async () => {
		const readers = new Readers(new VirtualClock());
		const leave = await Promise.all(Array.from({ length: 4 }, () => readers.enter(NEVER)));
		let entered = false;
		const fifth = readers.enter(NEVER).then((one) => {
			entered = true;
			return one;
		});
		await new Promise(setImmediate);
		expect(entered).toBe(false);
		leave[0]();
		(await fifth)();
	});

	it('waits as long as the file server asks', async () => {
		const clock = new EventClock(() => 0.5);
		const readers = new Readers(clock);
		readers.refuse(0, 7000);
		await clock.run(readers.enter(NEVER));
		expect(clock.now()).toBe(7000);
	});
});
