import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { BlockPool } from '../../../nodes/ApiVideo/upload/blocks';
import { memoryOf } from '../support/memoryOf';
import { NEVER } from '../support/never';
import { stillClock } from '../support/stillClock';

function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
}

describe('the memory of one execution', () => {
	it('is handed out as was asked for, in blocks of 4 MiB', async () => {
		const { buffers } = await memoryOf(48 * MIB).reserve(9 * MIB, NEVER);
		expect(buffers.map(({ byteLength }) => byteLength)).toEqual([4 * MIB, 4 * MIB, 4 * MIB]);
	});

	it('allows a frame half of it, and 8 MiB at the least', () => {
		expect(memoryOf(48 * MIB).frameMaxBytes).toBe(24 * MIB);
		expect(memoryOf(1).frameMaxBytes).toBe(8 * MIB);
	});

	it('uses its blocks over and over', async () => {
		const memory = memoryOf(16 * MIB);
		const seen = new Set<Uint8Array>();
		for (let turn = 0; turn < 10; turn++) {
			const blocks = await memory.reserve(8 * MIB, NEVER);
			for (const buffer of blocks.buffers) seen.add(buffer);
			blocks.release();
		}
		expect(seen.size).toBe(2);
	});

	it('serves in the order of asking, so that a large frame is not passed over for ever', async () => {
		const memory = memoryOf(16 * MIB);
		const first = await memory.reserve(8 * MIB, NEVER);
		const order: string[] = [];
		const large = memory.reserve(12 * MIB, NEVER).then((blocks) => {
			order.push('large');
			blocks.release();
		});
		const small = memory.reserve(4 * MIB, NEVER).then(() => order.push('small'));
		await Promise.resolve();
		expect(order).toEqual([]);
		first.release();
		await Promise.all([large, small]);
		expect(order).toEqual(['large', 'small']);
	});

	it('grows for one chunk that is longer than all of it', async () => {
		const memory = memoryOf(16 * MIB);
		expect((await memory.reserve(18 * MIB, NEVER)).buffers).toHaveLength(5);
	});
});

describe('the memory of the process', () => {
	const settled = async () => await new Promise(setImmediate);

	it('is made of what the last execution has left, as long as that has not been collected', async () => {
		const pool = new BlockPool(stillClock);
		const blocksOf = async (bytes: number) => {
			const ceiling = pool.join(64 * MIB);
			const blocks = await ceiling.memory('a').reserve(bytes, NEVER);
			blocks.release();
			ceiling.leave();
			return blocks.buffers;
		};
		const left = await blocksOf(32 * MIB);
		const taken = await blocksOf(64 * MIB);
		// Compared one by one: a difference in blocks of 4 MiB would take long to be printed.
		expect(left.every((block) => taken.includes(block))).toBe(true);
		expect(new Set(taken).size).toBe(16);
	});

	it('is as large as the largest that somebody asks for, and no larger', async () => {
		const pool = new BlockPool(stillClock);
		const [small, large] = [pool.join(16 * MIB).memory('a'), pool.join(32 * MIB).memory('a')];
		await large.reserve(28 * MIB, NEVER);
		let served = false;
		const waiting = small.reserve(8 * MIB, NEVER).then(() => (served = true));
		await settled();
		expect(served).toBe(false);
		pool.join(36 * MIB);
		await waiting;
	});

	it('gives nobody more than it asked for itself', async () => {
		const pool = new BlockPool(stillClock);
		pool.join(64 * MIB);
		const small = pool.join(16 * MIB).memory('a');
		const first = await small.reserve(16 * MIB, NEVER);
		let served = false;
		const waiting = small.reserve(4 * MIB, NEVER).then(() => (served = true));
		await settled();
		expect(served).toBe(false);
		first.release();
		await waiting;
	});

	it('goes to all in turn, whoever has asked how often', async () => {
		const pool = new BlockPool(stillClock);
		const [many, one] = [pool.join(16 * MIB).memory('a'), pool.join(16 * MIB).memory('a')];
		const order: string[] = [];
		const held = await many.reserve(16 * MIB, NEVER);
		const take = async (memory: typeof many, name: string) => {
			const blocks = await memory.reserve(16 * MIB, NEVER);
			order.push(name);
			await settled();
			blocks.release();
		};
		const all = ['a1', 'a2', 'a3'].map(async (name) => await take(many, name));
		all.push(take(one, 'b1'));
		held.release();
		await Promise.all(all);
		expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
	});

	it('is kept from no garbage collector when nobody uploads, also what is handed back later', async () => {
		const pool = new BlockPool(stillClock);
		const used = async () => {
			const memory = pool.join(16 * MIB).memory('a');
			const kept = await memory.reserve(4 * MIB, NEVER);
			const blocks = await memory.reserve(8 * MIB, NEVER);
			blocks.release();
			memory.ceiling.leave();
			kept.release();
			return [...kept.buffers, ...blocks.buffers].map((buffer) => new WeakRef(buffer));
		};
		const left = await used();
		await settled();
		collectGarbage();
		expect(left.map((one) => one.deref() === undefined)).toEqual([true, true, true]);
		const { buffers } = await pool
			.join(16 * MIB)
			.memory('a')
			.reserve(16 * MIB, NEVER);
		expect(buffers).toHaveLength(4);
	});

	it('is waited for no longer than the signal says; others are served', async () => {
		const pool = new BlockPool(stillClock);
		const memory = pool.join(16 * MIB).memory('a');
		const held = await memory.reserve(12 * MIB, NEVER);
		const stop = new AbortController();
		const large = memory.reserve(8 * MIB, stop.signal);
		const small = memory.reserve(4 * MIB, NEVER);
		stop.abort(new Error('no longer'));
		await expect(large).rejects.toThrow('no longer');
		await small;
		expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
		await expect(memory.reserve(4 * MIB, AbortSignal.abort())).rejects.toThrow();
		held.release();
		await memory.reserve(12 * MIB, NEVER);
	});
});
