import { randomBytes } from 'node:crypto';
import { BLOCK_BYTES, MIB, SourceError, type ByteRange } from '../../../nodes/ApiVideo/upload';
import type { Frame } from '../../../nodes/ApiVideo/upload/frame';
import { frames } from '../../../nodes/ApiVideo/upload/frames';
import { hungUntil, listenersOf } from '../cancel/support';
import { memoryOf } from '../support/memoryOf';
import { NEVER } from '../support/never';
import { rangeSource, type RangeSourceOptions } from '../support/rangeSource';
import { turns } from '../support/turns';

const FILE = randomBytes(40 * MIB);
const WHOLE = [{ from: 0, to: FILE.length - 1 }];
const settle = async () => await turns(200);

/** Frames of the given lengths in turn, in MiB, as they are handed out; the consumer asks for more at once. */
function cut(
	options: RangeSourceOptions,
	lengths: readonly number[],
	{ ranges = WHOLE, memory = 64, signal = NEVER, file = FILE } = {} as {
		ranges?: ByteRange[];
		memory?: number;
		signal?: AbortSignal;
		file?: Buffer;
	},
) {
	const source = rangeSource(file, options);
	const pool = memoryOf(memory * MIB);
	let turn = 0;
	const nextLength = ({ from, to }: ByteRange) => {
		const wanted = Math.min(lengths[turn++ % lengths.length] * MIB, to + 1 - from);
		return { wanted, least: wanted };
	};
	const handed: Frame[] = [];
	const run = async () => {
		for await (const frame of frames(source, ranges, pool, nextLength, signal)) handed.push(frame);
	};
	const state = { ended: false, reason: undefined as unknown };
	run().then(
		() => (state.ended = true),
		(reason: unknown) => Object.assign(state, { ended: true, reason }),
	);
	return { source, pool, handed, state };
}

async function bytesOf(frame: Frame): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of frame.open(NEVER)) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}

const hang: RangeSourceOptions['before'] = async (_at, signal) => await hungUntil(signal);
const froms = (readings: readonly ByteRange[]) => readings.map(({ from }) => from / MIB);

describe('frames of a source with ranges', () => {
	it('are all ended by what the first reading has thrown, whatever a host says of those that it ends', async () => {
		const reason = new SourceError('The file server has gone');
		const ended = async () => await Promise.reject(new SourceError('It was ended'));
		const before: RangeSourceOptions['before'] = async (at, signal) => {
			if (at === 8 * MIB) throw reason;
			if (at > 0) await hungUntil(signal).catch(ended);
		};
		const { handed } = cut({ parallel: () => 2, before }, [8]);
		await settle();
		await expect(bytesOf(handed[0])).rejects.toBe(reason);
		await expect(bytesOf(handed[1])).rejects.toBe(reason);
	});

	it.each([
		['as many short ones as there are readings', 4, [8], [0, 8, 16, 24], [0, 8, 16, 24]],
		['a long one, which several readings share', 4, [32], [0, 8, 16, 24], [0]],
		['the next one beside the rest of a long one', 4, [24], [0, 8, 16, 24], [0, 24]],
		['one that is read by equal shares', 2, [12], [0, 6], [0]],
		['one for one reading', 1, [8], [0], [0]],
	])('begin: %s', async (_case, readers, lengths, begun, handed) => {
		const made = cut({ parallel: () => readers, before: hang }, lengths);
		await settle();
		expect(froms(made.source.counts.readings)).toEqual(begun);
		expect(made.handed.map(({ from }) => from / MIB)).toEqual(handed);
	});

	it('are read no further ahead of sending than readings are wanted', async () => {
		const { source, handed } = cut({ parallel: () => 2 }, [8]);
		await settle();
		expect(froms(source.counts.readings)).toEqual([0, 8]);
		handed[0].open(NEVER);
		await settle();
		expect(froms(source.counts.readings)).toEqual([0, 8, 16]);
	});

	it('wait for memory before they are read', async () => {
		const { source, handed } = cut({ parallel: () => 8, before: hang }, [8], { memory: 16 });
		await settle();
		expect(froms(source.counts.readings)).toEqual([0, 8]);
		expect(handed).toHaveLength(2);
	});

	it('give out their contiguous beginning, whichever reading is first', async () => {
		const gates = new Map<number, () => void>();
		const before: RangeSourceOptions['before'] = async (at) => {
			if (at % (8 * MIB) === 0) await new Promise<void>((go) => gates.set(at / MIB, go));
		};
		const { handed } = cut({ before, pieceLengths: [MIB] }, [24]);
		await settle();
		let bytes = 0;
		void (async () => {
			for await (const piece of handed[0].open(NEVER)) bytes += piece.byteLength;
		})();
		const seen: number[] = [];
		for (const at of [8, 0, 16]) {
			gates.get(at)?.();
			await settle();
			seen.push(bytes / MIB);
		}
		expect(seen).toEqual([0, 16, 24]);
	});

	it('hold the bytes of the file, over gaps, of which nothing else is read', async () => {
		const ranges = [
			{ from: 3, to: 9 * MIB },
			{ from: 20 * MIB, to: FILE.length - 1 },
		];
		const { source, handed, state } = cut({ pieceLengths: [70_000, 3] }, [8, 20], { ranges });
		for (let turn = 0; !state.ended; turn++) {
			const frame = handed[turn];
			if (frame === undefined) {
				turn--;
				await settle();
				continue;
			}
			const bytes = await bytesOf(frame);
			expect(bytes.equals(FILE.subarray(frame.from, frame.from + frame.length))).toBe(true);
			frame.release();
			await settle();
		}
		const read = source.counts.readings.reduce((sum, { from, to }) => sum + to + 1 - from, 0);
		expect(read).toBe(9 * MIB - 2 + 20 * MIB);
		expect([source.counts.opened, source.counts.tooMany]).toEqual([0, 0]);
		expect(state.reason).toBeUndefined();
	});

	it('are read again without the source', async () => {
		const { source, handed } = cut({}, [40], { memory: 40 });
		await settle();
		expect((await bytesOf(handed[0])).equals(await bytesOf(handed[0]))).toBe(true);
		expect(source.counts.readings).toHaveLength(5);
	});

	it('have fewer readings as fewer are wanted, down to one', async () => {
		let wanted = 4;
		const { source, handed } = cut({ parallel: () => wanted, before: async () => await turns(1) }, [
			8,
		]);
		await turns(3);
		expect(source.counts.underWay).toBe(4);
		wanted = 1;
		await settle();
		for (const frame of handed) frame.open(NEVER);
		source.counts.most = 0;
		await settle();
		expect(source.counts).toMatchObject({ most: 1, tooMany: 0, underWay: 0 });
	});

	it('that nobody wants any more are not read on', async () => {
		let go = () => {};
		const before: RangeSourceOptions['before'] = async (at) => {
			if (at === 0) await new Promise<void>((begin) => (go = begin));
		};
		const { source, pool, handed } = cut({ parallel: () => 1, before }, [24]);
		await settle();
		handed[0].release();
		go();
		await settle();
		expect(froms(source.counts.readings)).toEqual([0, 24, 32]);
		handed[1].release();
		await settle();
		expect(pool.ceiling.used).toBe(0);
	});

	it.each([
		['throws', {}, 'gone'],
		['brings less', { longerBy: () => -1 }, 'asked for, from byte 0 on, and'],
		['brings more', { longerBy: () => 1 }, 'asked for, from byte 0 on, and more came'],
	])('end with a reading that %s, and so do all others', async (_case, options, message) => {
		const reason = new SourceError('The file server has gone');
		const { source, handed, state, pool } = cut(
			{
				...options,
				before: async (at, signal) => {
					if (at > 8 * MIB) await hungUntil(signal);
					else if (message === 'gone') throw reason;
				},
			},
			[8],
		);
		await settle();
		expect(state.ended).toBe(true);
		if (message === 'gone') expect(state.reason).toBe(reason);
		expect(state.reason).toMatchObject({ message: expect.stringContaining(message) as unknown });
		expect(source.counts.underWay).toBe(0);
		await expect(bytesOf(handed[0])).rejects.toBe(state.reason);
		for (const frame of handed) frame.release();
		expect(pool.ceiling.used).toBe(0);
		expect(listenersOf(NEVER)).toBe(0);
	});

	it.each([
		['for readings', [8], 64],
		['for memory', [8], 16],
	])(
		'end with their signal while they wait %s, and leave nothing',
		async (_what, lengths, memory) => {
			const cancel = new AbortController();
			const reason = new Error('cancelled');
			const { source, handed, state, pool } = cut({ before: hang }, lengths, {
				memory,
				signal: cancel.signal,
			});
			await settle();
			expect(state.ended).toBe(false);
			cancel.abort(reason);
			await settle();
			expect(state).toEqual({ ended: true, reason });
			for (const frame of handed) frame.release();
			expect([source.counts.underWay, pool.ceiling.used, listenersOf(cancel.signal)]).toEqual([
				0, 0, 0,
			]);
		},
	);

	it('are never taken from more than their blocks', async () => {
		const { handed, pool } = cut({ parallel: () => 8, before: hang }, [10]);
		await settle();
		const blocks = handed.reduce((sum, { length }) => sum + Math.ceil(length / BLOCK_BYTES), 0);
		expect(pool.ceiling.used).toBe(blocks);
	});
});
