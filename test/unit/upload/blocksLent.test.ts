import fc from 'fast-check';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { BlockPool, type Blocks } from '../../../nodes/ApiVideo/upload/blocks';
import type { Memory } from '../../../nodes/ApiVideo/upload/memory';
import { EventClock } from '../support/eventClock';
import { NEVER } from '../support/never';
import type * as Scaled from '../support/scaledLimits';

jest.mock('../../../nodes/ApiVideo/upload/limits', () =>
	jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
);

/** How long others hold their memory before it stands in nobody's way, in milliseconds. */
const LONG_MS = 10_000;

function world() {
	const clock = new EventClock(() => 0.5, 1);
	const pool = new BlockPool(clock);
	const pass = async (milliseconds: number) => await clock.run(clock.sleep(milliseconds));
	/** What came of asking for memory. */
	const ask = (memory: Memory, mib: number, leastMib = mib, signal = NEVER) => {
		const asked: { blocks?: Blocks; refused?: unknown } = {};
		memory.reserve(mib * MIB, signal, leastMib * MIB).then(
			(blocks) => (asked.blocks = blocks),
			(reason: unknown) => (asked.refused = reason),
		);
		return asked;
	};
	const inUseMib = () => 4 * (pool['inUse'] as number);
	const heldMib = () => 4 * (pool['allocated'] as number);
	return { clock, pool, pass, ask, inUseMib, heldMib };
}

/** An account whose frames stay out: its executions hold all of a pool of 64 MiB, for long. */
async function stuck() {
	const all = world();
	const { pool, ask, pass } = all;
	const dead = pool.join(64 * MIB).memory('dead');
	const held = Array.from({ length: 8 }, () => ask(dead, 8));
	await pass(LONG_MS);
	return { ...all, dead, held };
}

describe('an account, while another one holds all the memory for long,', () => {
	it('waits ten seconds for its first 16 MiB, and gets no more', async () => {
		const { pool, ask, pass } = world();
		const dead = pool.join(64 * MIB).memory('dead');
		ask(dead, 64);
		await pass(3000);
		const memory = pool.join(64 * MIB).memory('alive');
		const asked = [ask(memory, 8), ask(memory, 8), ask(memory, 8)];
		await pass(LONG_MS - 3001);
		expect(asked.map(({ blocks }) => blocks?.bytes)).toEqual([undefined, undefined, undefined]);
		await pass(1);
		expect(asked.map(({ blocks }) => blocks?.bytes)).toEqual([8 * MIB, 8 * MIB, undefined]);
		await pass(100 * LONG_MS);
		expect(asked[2].blocks).toBeUndefined();
		asked[0].blocks?.release();
		await pass(0);
		expect(asked[2].blocks?.bytes).toBe(8 * MIB);
	});

	it('waits no second time', async () => {
		const { pool, ask, pass, clock } = await stuck();
		const memory = pool.join(64 * MIB).memory('alive');
		const began = clock.now();
		for (let chunk = 0; chunk < 100; chunk++) {
			const asked = ask(memory, 8);
			await pass(0);
			expect(asked.blocks).toBeDefined();
			asked.blocks?.release();
		}
		expect(clock.now()).toBe(began);
	});

	it('shares its 16 MiB among its executions, however many sleep', async () => {
		const { pool, ask, pass, inUseMib } = await stuck();
		const asked = Array.from({ length: 100 }, () =>
			ask(pool.join(64 * MIB).memory('also dead'), 8),
		);
		await pass(100 * LONG_MS);
		expect(asked.filter(({ blocks }) => blocks)).toHaveLength(2);
		expect(inUseMib()).toBe(64 + 16);
	});

	it('gets it beside others that are stuck as well', async () => {
		const { pool, ask, pass, inUseMib } = await stuck();
		for (let further = 1; further <= 4; further++) {
			const memory = pool.join(64 * MIB).memory(`account ${further}`);
			const asked = [ask(memory, 8), ask(memory, 8)];
			await pass(LONG_MS);
			expect(asked.every(({ blocks }) => blocks)).toBe(true);
			expect(inUseMib()).toBe(64 + 16 * further);
		}
	});

	it('gets it at once, also a frame for which there is not enough beside what others have been lent', async () => {
		const { pool, ask, pass, inUseMib } = await stuck();
		ask(pool.join(64 * MIB).memory('first'), 16);
		await pass(0);
		const second = ask(pool.join(64 * MIB).memory('second'), 50);
		await pass(0);
		expect(second.blocks?.bytes).toBe(50 * MIB);
		expect(inUseMib()).toBe(64 + 16 + 52);
	});

	it('gets none beside four that have some lent, until one of them has handed its own back', async () => {
		const { pool, ask, pass, inUseMib } = await stuck();
		const askFor = (account: string) => ask(pool.join(64 * MIB).memory(account), 16);
		const lent = ['1', '2', '3', '4'].map(askFor);
		await pass(LONG_MS);
		const fifth = askFor('5');
		await pass(10 * LONG_MS);
		expect([fifth.blocks, inUseMib()]).toEqual([undefined, 64 + 4 * 16]);
		lent[1].blocks?.release();
		await pass(LONG_MS);
		expect(fifth.blocks?.bytes).toBe(16 * MIB);
	});

	it('gets shorter frames than it wants, where they can be shorter', async () => {
		const { pool, ask, pass } = await stuck();
		const memory = pool.join(128 * MIB).memory('alive');
		// The pool has grown for the larger ceiling.
		ask(pool.join(64 * MIB).memory('dead'), 64);
		await pass(LONG_MS);
		const asked = [ask(memory, 32, 8), ask(memory, 24, 8), ask(memory, 8, 8)];
		await pass(LONG_MS);
		expect(asked.map(({ blocks }) => blocks?.bytes)).toEqual([8 * MIB, 8 * MIB, undefined]);
		expect(asked[0].blocks?.buffers).toHaveLength(2);
	});

	it('gets one frame that cannot be as short as that, and no second one', async () => {
		const { pool, ask, pass, inUseMib } = await stuck();
		const memory = pool.join(64 * MIB).memory('alive');
		const asked = [ask(memory, 50), ask(memory, 50)];
		await pass(LONG_MS);
		expect(asked.map(({ blocks }) => blocks?.bytes)).toEqual([50 * MIB, undefined]);
		expect(inUseMib()).toBe(64 + 52);
		asked[0].blocks?.release();
		await pass(0);
		expect(asked[1].blocks?.bytes).toBe(50 * MIB);
	});

	it('lets none of its frames wait for ever, as others of it are shorter', async () => {
		const { pool, ask, pass } = await stuck();
		const short = pool.join(64 * MIB).memory('alive');
		const first = [ask(short, 8), ask(short, 8)];
		await pass(0);
		const long = ask(pool.join(64 * MIB).memory('alive'), 50);
		const next = ask(short, 8);
		first[0].blocks?.release();
		await pass(LONG_MS);
		expect(next.blocks).toBeUndefined();
		first[1].blocks?.release();
		await pass(0);
		expect(long.blocks).toBeDefined();
	});

	it('gets it though a long frame of the other one comes first, and keeps that from nothing', async () => {
		const { pool, ask, pass, held } = await stuck();
		held[0].blocks?.release();
		const long = ask(pool.join(64 * MIB).memory('dead'), 32);
		const memory = pool.join(64 * MIB).memory('alive');
		const alive = [ask(memory, 8), ask(memory, 8)];
		await pass(0);
		expect(alive.map(({ blocks }) => blocks?.bytes)).toEqual([8 * MIB, 8 * MIB]);
		for (const { blocks } of held.slice(1, 4)) blocks?.release();
		await pass(0);
		expect(long.blocks?.bytes).toBe(32 * MIB);
	});

	it('has what was lent to it counted when it wants more', async () => {
		const { pool, ask, pass, held } = await stuck();
		const memory = pool.join(64 * MIB).memory('alive');
		ask(memory, 16);
		await pass(0);
		const more = ask(memory, 8);
		for (const { blocks } of held.slice(0, 2)) blocks?.release();
		await pass(0);
		expect(more.blocks).toBeUndefined();
		held[2].blocks?.release();
		await pass(0);
		expect(more.blocks).toBeDefined();
	});

	it('gets it also in the execution that the other one has filled', async () => {
		const { pool, ask, pass } = world();
		pool.join(256 * MIB);
		const ceiling = pool.join(64 * MIB);
		const dead = [ask(ceiling.memory('dead'), 64), ask(ceiling.memory('dead'), 8)];
		const alive = [ask(ceiling.memory('alive'), 8), ask(ceiling.memory('alive'), 8)];
		await pass(LONG_MS - 1);
		expect(alive.map(({ blocks }) => blocks)).toEqual([undefined, undefined]);
		await pass(1);
		expect(alive.every(({ blocks }) => blocks)).toBe(true);
		expect(dead[1].blocks).toBeUndefined();
	});
});

describe('the account that held all the memory for long', () => {
	it('waits as any other when it wants more', async () => {
		const { pool, ask, pass, held, dead } = await stuck();
		const memory = pool.join(64 * MIB).memory('alive');
		const others = [ask(memory, 16), ask(memory, 8)];
		const again = ask(dead, 8);
		await pass(0);
		held[0].blocks?.release();
		await pass(0);
		// It has asked last.
		expect([others[1].blocks, again.blocks]).toEqual([undefined, undefined]);
		held[1].blocks?.release();
		held[2].blocks?.release();
		await pass(0);
		// The other one has paid back with its turn.
		expect(others[1].blocks).toBeUndefined();
		expect(again.blocks).toBeDefined();
		held[3].blocks?.release();
		await pass(0);
		expect(others[1].blocks).toBeDefined();
	});
});

describe('memory that was lent', () => {
	it('is freed when it comes back, and nobody waits any more', async () => {
		const { pool, ask, pass, inUseMib, heldMib, held } = await stuck();
		const memory = pool.join(64 * MIB).memory('alive');
		const asked = ask(memory, 16);
		await pass(0);
		expect(heldMib()).toBe(80);
		asked.blocks?.release();
		expect(heldMib()).toBe(64);
		for (const { blocks } of held) blocks?.release();
		expect([inUseMib(), heldMib()]).toEqual([0, 64]);
	});

	it('is not lent beside what others have taken a moment ago, where both are more than the pool', async () => {
		const { pool, ask, pass } = world();
		ask(pool.join(64 * MIB).memory('dead'), 4);
		await pass(LONG_MS);
		const busy = ask(pool.join(64 * MIB).memory('busy'), 56);
		const asked = ask(pool.join(64 * MIB).memory('alive'), 16);
		await pass(LONG_MS - 1);
		expect(asked.blocks).toBeUndefined();
		busy.blocks?.release();
		await pass(0);
		expect(asked.blocks?.bytes).toBe(16 * MIB);
	});

	it('is lent to one account of an execution after the other, which may have no more than it may', async () => {
		const { pool, ask, pass } = world();
		const execution = pool.join(16 * MIB);
		ask(execution.memory('dead'), 4);
		const first = ask(execution.memory('first'), 16, 4);
		const second = ask(execution.memory('second'), 4);
		await pass(LONG_MS);
		expect([first.blocks?.bytes, second.blocks]).toEqual([16 * MIB, undefined]);
		await pass(LONG_MS);
		expect(second.blocks?.bytes).toBe(4 * MIB);
	});

	it('is lent to nobody while others hand theirs back soon', async () => {
		const { pool, ask, inUseMib } = world();
		const busy = pool.join(64 * MIB);
		const memory = pool.join(64 * MIB).memory('alive');
		let [most, got] = [0, 0];
		const work = async (one: Memory, count: () => void) => {
			for (let chunk = 0; chunk < 100; chunk++) {
				const asked = await one.reserve(8 * MIB, NEVER);
				most = Math.max(most, inUseMib());
				await new Promise(setImmediate);
				count();
				asked.release();
			}
		};
		await Promise.all([
			...Array.from({ length: 9 }, async () => await work(busy.memory('busy'), () => {})),
			work(memory, () => got++),
		]);
		expect([most, got]).toEqual([64, 100]);
		expect(ask(memory, 64).blocks).toBeUndefined();
	});
});

describe('who waits until others have held theirs for long', () => {
	it('leaves no timer behind when its signal ends the wait', async () => {
		const { pool, ask, pass, clock } = world();
		ask(pool.join(64 * MIB).memory('dead'), 64);
		const stop = new AbortController();
		const reason = new Error('no longer');
		const asked = ask(pool.join(64 * MIB).memory('alive'), 8, 8, stop.signal);
		await pass(0);
		expect(clock['sleepers'].size).toBe(1);
		stop.abort(reason);
		await pass(0);
		expect(asked.refused).toBe(reason);
		expect(clock['sleepers'].size).toBe(0);
	});

	it('needs none where all is held by its own account', async () => {
		const { pool, ask, pass, clock } = world();
		ask(pool.join(64 * MIB).memory('account'), 64);
		const asked = ask(pool.join(64 * MIB).memory('account'), 8);
		await pass(100 * LONG_MS);
		expect(asked.blocks).toBeUndefined();
		expect(clock['sleepers'].size).toBe(0);
	});
});

describe('any pool', () => {
	const step = fc.record({
		execution: fc.nat(5),
		account: fc.nat(3),
		blocks: fc.integer({ min: 1, max: 12 }),
		least: fc.integer({ min: 1, max: 12 }),
		waits: fc.constantFrom(0, 0, 1000, 4000, LONG_MS),
		/** Which of the frames that are out comes back next; none, where there are not so many. */
		back: fc.nat(30),
	});

	it('hands out its size at most, and 16 MiB or one frame for each account but one', async () => {
		let lent = 0;
		const property = fc.asyncProperty(
			fc.array(fc.integer({ min: 4, max: 20 }), { minLength: 6, maxLength: 6 }),
			fc.array(step, { minLength: 20, maxLength: 60 }),
			fc.boolean(),
			async (ceilings, steps, mayBeLong) => {
				const { pool, ask, pass } = world();
				const users = ceilings.map((blocks) => pool.join(4 * MIB * blocks));
				const size = Math.max(...ceilings);
				const asked: Array<ReturnType<typeof ask> & { account: number; back?: boolean }> = [];
				let longest = 4;
				for (const { execution, account, blocks, least, waits, back } of steps) {
					const fewest = Math.min(blocks, mayBeLong ? least : Math.min(4, least));
					longest = Math.max(longest, Math.min(fewest, blocks));
					const memory = users[execution].memory(String(account));
					// Nobody may want more than its ceiling, which would raise it.
					const most = ceilings[execution];
					const one = ask(memory, 4 * Math.min(most, blocks), 4 * Math.min(most, fewest));
					asked.push(Object.assign(one, { account }));
					await pass(waits);
					const out = asked.filter((other) => other.blocks && !other.back);
					if (back < out.length) {
						out[back].back = true;
						out[back].blocks?.release();
						await pass(0);
					}
					const accounts = new Set(asked.map((other) => other.account)).size;
					expect(pool['inUse']).toBeLessThanOrEqual(size + longest * (accounts - 1));
					if (pool['inUse'] > size) lent++;
				}
				// Whoever has nothing gets something, whatever the others do; just behind the moment at which it is looked. What an
				// execution may have goes to one of its accounts after the other, once the one before has held it for long.
				const accounts = new Set(asked.map((one) => one.account)).size;
				for (let turn = 0; turn < accounts; turn++) await pass(LONG_MS + 1);
				for (const { account } of asked.filter(({ blocks }) => !blocks)) {
					const own = asked.filter((one) => one.account === account && one.blocks && !one.back);
					expect(own.length).toBeGreaterThan(0);
				}
			},
		);
		await fc.assert(property, { numRuns: 100 });
		expect(lent).toBeGreaterThan(100);
	}, 600_000);
});

describe('an execution, while another one of its account waits for its source', () => {
	/** Its frames take all of a pool of 64 MiB, and the source hands out nothing. */
	async function hung() {
		const all = world();
		const { pool, ask, pass } = all;
		const memory = pool.join(64 * MIB).memory('account');
		const held = Array.from({ length: 8 }, () => ask(memory, 8));
		await pass(0);
		for (const { blocks } of held) blocks?.waits(1);
		return { ...all, memory, held };
	}

	it('gets 16 MiB after ten seconds, though the other one waits for more', async () => {
		const { pool, ask, pass, memory } = await hung();
		const more = ask(memory, 8);
		const other = pool.join(64 * MIB).memory('account');
		const asked = [ask(other, 8), ask(other, 8), ask(other, 8)];
		await pass(LONG_MS - 1);
		expect(asked.filter(({ blocks }) => blocks)).toHaveLength(0);
		await pass(1);
		expect(asked.filter(({ blocks }) => blocks)).toHaveLength(2);
		expect(more.blocks).toBeUndefined();
		asked[0].blocks?.release();
		await pass(0);
		expect(asked[2].blocks?.bytes).toBe(8 * MIB);
	});

	it('gets none while bytes come', async () => {
		const { pool, ask, pass, held } = await hung();
		const asked = ask(pool.join(64 * MIB).memory('account'), 8);
		for (let time = 0; time < 10; time++) {
			await pass(LONG_MS - 1);
			for (const { blocks } of held) {
				blocks?.waits(-1);
				blocks?.waits(1);
			}
		}
		for (const { blocks } of held) blocks?.waits(-1);
		await pass(10 * LONG_MS);
		expect(asked.blocks).toBeUndefined();
	});

	it('gets none while one of several readings of a frame goes on', async () => {
		const { pool, ask, pass } = world();
		const held = ask(pool.join(64 * MIB).memory('account'), 64);
		const asked = ask(pool.join(64 * MIB).memory('account'), 8);
		await pass(0);
		held.blocks?.waits(1);
		for (let time = 0; time < 10; time++) {
			held.blocks?.waits(1);
			await pass(LONG_MS - 1000);
			held.blocks?.waits(-1);
			await pass(1);
		}
		expect(asked.blocks).toBeUndefined();
	});

	it('gets some beside three others whose sources hang as well, and 64 MiB are lent at most', async () => {
		const { pool, ask, pass, inUseMib } = await hung();
		for (let further = 1; further <= 6; further++) {
			const memory = pool.join(64 * MIB).memory('account');
			const asked = [ask(memory, 8), ask(memory, 8)];
			await pass(2 * LONG_MS);
			expect(asked.filter(({ blocks }) => blocks)).toHaveLength(further <= 4 ? 2 : 0);
			for (const { blocks } of asked) blocks?.waits(1);
		}
		expect(inUseMib()).toBe(64 + 4 * 16);
	});

	it('is served when the source begins to hang behind its back', async () => {
		const { pool, ask, pass } = world();
		const held = ask(pool.join(64 * MIB).memory('account'), 64);
		const asked = ask(pool.join(64 * MIB).memory('account'), 8);
		await pass(LONG_MS);
		held.blocks?.waits(1);
		await pass(LONG_MS);
		expect(asked.blocks?.bytes).toBe(8 * MIB);
	});
});
