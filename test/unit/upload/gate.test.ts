import { getEventListeners } from 'node:events';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { Gate } from '../../../nodes/ApiVideo/upload/gate';
import { Party } from '../../../nodes/ApiVideo/upload/party';
import { answer } from '../support/handTransport';
import { NEVER } from '../support/never';

/** A clock that goes on when the test says so, and wakes who has slept long enough. */
function heldClock() {
	let time = 0;
	let sleeping: Array<{ until: number; wake: () => void }> = [];
	return {
		slept: [] as number[],
		now: () => time,
		async sleep(milliseconds: number, signal: AbortSignal) {
			this.slept.push(milliseconds);
			await new Promise<void>((wake, reject) => {
				sleeping.push({ until: time + milliseconds, wake });
				signal.addEventListener('abort', () => reject(signal.reason));
			});
		},
		async pass(milliseconds: number) {
			const end = time + milliseconds;
			for (;;) {
				const next = [...sleeping].sort((a, b) => a.until - b.until)[0];
				if (next === undefined || next.until > end) break;
				time = next.until;
				sleeping = sleeping.filter((one) => one !== next);
				next.wake();
				await new Promise(setImmediate);
			}
			time = end;
		},
	};
}

/** A gate, and requests that end when the test says so. */
function world(most: number, parties = 1) {
	const clock = heldClock();
	const limits = { most, parties };
	const gate = new Gate(clock, () => limits);
	const started: string[] = [];
	const ends = new Map<string, () => void>();
	const done = new Map<string, Promise<void>>();
	const begin = async (party: Party, names: string[], signal = NEVER, isLong = false) => {
		for (const name of names) {
			const work = async () => {
				started.push(name);
				await new Promise<void>((end) => ends.set(name, end));
			};
			const passing = gate.pass(party, work, signal, isLong);
			passing.catch(() => undefined);
			done.set(name, passing);
		}
		await new Promise(setImmediate);
	};
	const end = async (...names: string[]) => {
		for (const name of names) {
			ends.get(name)?.();
			await done.get(name);
		}
		await new Promise(setImmediate);
	};
	return { clock, gate, limits, started, begin, end, done };
}

const eight = () => new Party({ parallel: 8 });

describe('Gate', () => {
	it('lets two through, and the others in the order in which they came', async () => {
		const { started, begin, end } = world(6);
		await begin(eight(), ['a', 'b', 'c', 'd']);
		expect(started).toEqual(['a', 'b']);
		await end('b');
		expect(started).toEqual(['a', 'b', 'c']);
		await end('a');
		expect(started).toEqual(['a', 'b', 'c', 'd']);
	});

	it('lets more through while somebody waits for long, up to the limit', async () => {
		const { clock, started, begin } = world(3);
		await begin(eight(), ['a', 'b', 'c', 'd', 'e', 'f']);
		expect(started).toHaveLength(2);
		await clock.pass(249);
		expect(started).toHaveLength(2);
		await clock.pass(10_000);
		expect(started).toEqual(['a', 'b', 'c']);
	});

	it('waits for 250 ms as long as no request has ended, then for 50 ms', async () => {
		const { clock, begin, end } = world(8);
		await begin(eight(), ['a', 'b', 'c']);
		expect(clock.slept).toEqual([250]);
		await end('a');
		await begin(eight(), ['d', 'e', 'f']);
		expect(clock.slept.at(-1)).toBe(50);
	});

	it('lets one more long one through for every 500 ms, as long as nothing is known of the line', async () => {
		const { clock, started, begin, end } = world(8);
		const party = eight();
		await begin(party, ['a', 'b']);
		await end('a', 'b');
		await begin(party, ['c', 'd', 'e'], NEVER, true);
		await clock.pass(499);
		expect(started).toHaveLength(4);
		await clock.pass(1);
		expect(started).toHaveLength(5);
	});

	it('leaves the number of long ones as it is once the line is known, also while a short one waits', async () => {
		const { clock, gate, started, begin, end } = world(8);
		const party = eight();
		await begin(party, ['a', 'b']);
		await end('a', 'b');
		const measured = gate.gain.measure(async (took) => {
			took(8 * MIB);
			await clock.sleep(200, NEVER);
			return answer(201);
		}, 8 * MIB);
		await clock.pass(200);
		await measured;
		await begin(party, ['c', 'd', 'e'], NEVER, true);
		await clock.pass(600);
		await begin(eight(), ['short', 'shorter']);
		await clock.pass(1000);
		expect(started.slice(2)).toEqual(['c', 'd', 'short', 'shorter']);
		expect(gate.gain.places).toBe(2);
	});

	it('never lets more through than it was told, not even two', async () => {
		const { clock, started, begin } = world(1);
		await begin(eight(), ['a', 'b']);
		await begin(eight(), ['c']);
		await clock.pass(10_000);
		expect(started).toEqual(['a']);
	});

	it('goes back to fewer when nobody has to wait any more', async () => {
		const { clock, started, begin, end } = world(4);
		const party = eight();
		await begin(party, ['a', 'b', 'c', 'd']);
		await clock.pass(1000);
		await end('a', 'b', 'c', 'd');
		await begin(party, ['e', 'f', 'g']);
		expect(started).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
	});

	it('makes room when a request fails', async () => {
		const { gate } = world(1);
		const lost = async () => await Promise.reject(new Error('lost'));
		await expect(gate.pass(eight(), lost, NEVER)).rejects.toThrow('lost');
		expect(await gate.pass(eight(), async () => 'next', NEVER)).toBe('next');
	});
});

describe('several parties', () => {
	it('take turns, whoever came first with how many', async () => {
		const { started, begin, end } = world(2, 2);
		const [one, other] = [new Party({ parallel: 2 }), new Party({ parallel: 2 })];
		await begin(one, ['a1', 'a2', 'a3', 'a4']);
		await begin(other, ['b1', 'b2', 'b3']);
		for (let turn = 0; turn < 6; turn++) await end(started[turn]);
		expect(started.slice(0, 2).sort()).toEqual(['a1', 'b1']);
		expect(
			started
				.slice(2)
				.map((name) => name[0])
				.join(''),
		).toMatch(/^(ab|ba)+a?$/);
	});

	it('have no more under way than each asked for', async () => {
		const { clock, started, begin } = world(8, 2);
		await begin(new Party({ parallel: 1 }), ['a1', 'a2']);
		await begin(new Party({ parallel: 3 }), ['b1', 'b2', 'b3', 'b4']);
		await clock.pass(10_000);
		expect(started.sort()).toEqual(['a1', 'b1', 'b2', 'b3']);
	});

	it('keep the last place for one that has nothing under way', async () => {
		const { clock, started, begin, end } = world(4, 2);
		await begin(eight(), ['a1', 'a2', 'a3', 'a4', 'a5']);
		await clock.pass(10_000);
		expect(started).toEqual(['a1', 'a2', 'a3']);
		await end('a1');
		await begin(eight(), ['b1']);
		expect(started).toContain('b1');
	});

	it('that slow themselves have two places of their own, and take none from others', async () => {
		const { clock, started, begin } = world(2, 2);
		const slow = new Party({ parallel: 8, bytesPerSecond: 1 });
		await begin(slow, ['s1', 's2', 's3']);
		await begin(eight(), ['a1', 'a2']);
		await clock.pass(10_000);
		expect(started.sort()).toEqual(['a1', 's1', 's2']);
	});
});

describe('a limit that is raised', () => {
	it('is for those who wait, before anybody who comes later', async () => {
		const { limits, started, begin } = world(1, 2);
		await begin(eight(), ['a1']);
		await begin(eight(), ['b1']);
		limits.most = 8;
		await begin(eight(), ['c1', 'c2']);
		expect(started.slice(0, 2)).toEqual(['a1', 'b1']);
	});

	it('lets them have more places as time goes on', async () => {
		const { clock, gate, limits, started, begin } = world(1);
		await begin(eight(), ['a', 'b', 'c', 'd']);
		limits.most = 4;
		gate.admit();
		await clock.pass(10_000);
		expect(started).toEqual(['a', 'b', 'c', 'd']);
	});

	it('is looked for again by who begins to wait when another wait has just ended', async () => {
		const { clock, started, begin, end } = world(8);
		await begin(eight(), ['a', 'b', 'c']);
		await end('a');
		await begin(eight(), ['d', 'e', 'f']);
		await clock.pass(10_000);
		expect(started.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
	});
});

describe('a wait that is no longer wanted', () => {
	it('ends at once, takes no place, touches nobody else, and leaves nothing behind', async () => {
		const { clock, started, begin, end, done } = world(2);
		const party = eight();
		const stop = new AbortController();
		await begin(party, ['a', 'b']);
		await begin(party, ['c'], stop.signal);
		await begin(party, ['d']);
		stop.abort(new Error('no longer'));
		await expect(done.get('c')).rejects.toThrow('no longer');
		expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
		await end('a');
		expect(started).toEqual(['a', 'b', 'd']);
		await end('b', 'd');
		await clock.pass(10_000);
		expect(started).toEqual(['a', 'b', 'd']);
	});

	it('does not begin under a signal that is aborted already', async () => {
		const { gate, started } = world(2);
		await expect(
			gate.pass(eight(), async () => started.push('a'), AbortSignal.abort()),
		).rejects.toThrow();
		expect(started).toEqual([]);
	});
});
