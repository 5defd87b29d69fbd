import { getEventListeners } from 'node:events';
import { MIB, SourceError } from '../../../nodes/ApiVideo/upload';
import { Frame } from '../../../nodes/ApiVideo/upload/frame';
import type { Memory } from '../../../nodes/ApiVideo/upload/memory';
import { memoryOf } from '../support/memoryOf';
import { NEVER } from '../support/never';

const LENGTH = 6 * MIB;
const nothing = async () => undefined;

/** A frame, and a source of zeros that gives a MiB whenever the test says so. */
async function slowFrame(beforeLast: () => Promise<void> = nothing) {
	const pool = memoryOf(16 * MIB);
	const frame = new Frame(0, LENGTH, await pool.reserve(LENGTH, NEVER));
	const asked: Array<{ give(): void; refuse(reason: Error): void }> = [];
	const next = async (target: Uint8Array) =>
		await new Promise<number>((resolve, reject) => {
			const give = () => resolve(Math.min(MIB, target.byteLength));
			asked.push({ give, refuse: reject });
		});
	const filling = frame.fill(LENGTH, next, beforeLast);
	filling.catch(() => undefined);
	const give = async (times = 1) => {
		for (let turn = 0; turn < times; turn++) {
			asked.shift()?.give();
			await new Promise(setImmediate);
		}
	};
	const refuse = (reason: Error) => asked.shift()?.refuse(reason);
	return { pool, frame, filling, give, refuse };
}

/** Reads as a connection does, and counts what it has got. */
function read(frame: Frame) {
	const reading = { bytes: 0, ended: false, failure: undefined as unknown };
	const run = async () => {
		for await (const piece of frame.open(NEVER)) reading.bytes += piece.byteLength;
	};
	run().then(
		() => (reading.ended = true),
		(reason: unknown) => (reading.failure = reason),
	);
	return reading;
}

/** Waits for all of the pool; `free` tells whether it could be had. */
function waitForAll(pool: Memory) {
	const waiting = { free: false };
	void pool.reserve(16 * MIB, NEVER).then(() => (waiting.free = true));
	return waiting;
}

describe('a frame', () => {
	it('gives out at once what has been filled, to everybody who has opened it', async () => {
		const { frame, give } = await slowFrame();
		const early = read(frame);
		await give(2);
		const late = read(frame);
		await new Promise(setImmediate);
		expect([early.bytes, late.bytes]).toEqual([2 * MIB, 2 * MIB]);
		await give(4);
		expect([early, late]).toMatchObject(Array(2).fill({ bytes: LENGTH, ended: true }));
	});

	it('keeps its last bytes back until it is told that they may go', async () => {
		let allow = () => {};
		const { frame, give } = await slowFrame(() => new Promise((resolve) => (allow = resolve)));
		const reading = read(frame);
		await give(6);
		expect(reading).toMatchObject({ bytes: 5 * MIB, ended: false });
		allow();
		await new Promise(setImmediate);
		expect(reading).toMatchObject({ bytes: LENGTH, ended: true });
	});

	it('throws to whoever reads it what kept it from being filled', async () => {
		const { frame, filling, give, refuse } = await slowFrame();
		const reading = read(frame);
		await give();
		const reason = new SourceError('The file could not be read');
		refuse(reason);
		await expect(filling).rejects.toBe(reason);
		await new Promise(setImmediate);
		expect(reading).toMatchObject({ ended: false, failure: reason });
		const again = read(frame);
		await new Promise(setImmediate);
		expect(again).toMatchObject({ bytes: MIB, ended: false, failure: reason });
	});

	it('gives its memory back only when nobody writes to it any more', async () => {
		const { pool, frame, filling, give } = await slowFrame();
		const reading = read(frame);
		await give();
		const all = waitForAll(pool);
		frame.release();
		await new Promise(setImmediate);
		expect([reading.ended, all.free]).toEqual([true, false]);
		await give(5);
		await filling;
		expect(all.free).toBe(true);
	});

	it('gives its memory back at once when it is full', async () => {
		const { pool, frame, give } = await slowFrame();
		const all = waitForAll(pool);
		await give(6);
		expect(all.free).toBe(false);
		frame.release();
		await new Promise(setImmediate);
		expect(all.free).toBe(true);
	});

	it('is read no further than its signal, and read by others all the same', async () => {
		const { frame, give } = await slowFrame();
		await give(2);
		const stop = new AbortController();
		const stopped = frame.open(stop.signal)[Symbol.asyncIterator]();
		const waiting = frame.open(stop.signal)[Symbol.asyncIterator]();
		expect((await waiting.next()).value).toHaveLength(2 * MIB);
		const more = waiting.next();
		const other = read(frame);
		stop.abort(new Error('stopped'));
		await expect(more).rejects.toThrow('stopped');
		await expect(stopped.next()).rejects.toThrow('stopped');
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
		await give(4);
		expect(other).toMatchObject({ bytes: LENGTH, ended: true });
	});

	it('gives out nothing any more once it is released', async () => {
		const { frame, give } = await slowFrame();
		await give(6);
		const pieces = frame.open(NEVER)[Symbol.asyncIterator]();
		expect((await pieces.next()).value).toHaveLength(4 * MIB);
		frame.release();
		expect((await pieces.next()).done).toBe(true);
	});

	it('is taken once somebody has opened it, and when it is released unopened', async () => {
		for (const take of [
			(frame: Frame) => void frame.open(NEVER),
			(frame: Frame) => frame.release(),
		]) {
			const { frame } = await slowFrame();
			let taken = false;
			void frame.taken.then(() => (taken = true));
			await new Promise(setImmediate);
			expect(taken).toBe(false);
			take(frame);
			await frame.taken;
		}
	});
});
