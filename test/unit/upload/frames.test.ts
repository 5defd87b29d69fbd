import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { MIB, SourceError } from '../../../nodes/ApiVideo/upload';
import { chunkLength } from '../../../nodes/ApiVideo/upload/cut';
import type { Frame } from '../../../nodes/ApiVideo/upload/frame';
import { frames } from '../../../nodes/ApiVideo/upload/frames';
import type { ByteRange } from '../../../nodes/ApiVideo/upload/range';
import { memoryOf } from '../support/memoryOf';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';

const FILE = randomBytes(23 * MIB + 7);
const GRID = 5 * MIB;
const WHOLE = [{ from: 0, to: FILE.length - 1 }];

/** Cuts the file on a grid as an upload does that leaves the length to the pace. */
const cutting = (wanted: () => number, grid: number) => (left: ByteRange) => {
	const length = chunkLength(left, FILE.length, { wanted: wanted(), most: Infinity }, grid);
	return { wanted: length, least: length };
};

async function bytesOf(frame: Frame): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of frame.open(NEVER)) pieces.push(Buffer.from(piece));
	return Buffer.concat(pieces);
}

async function collect(
	source: ReturnType<typeof memorySource>,
	ranges: ByteRange[],
	wanted: () => number,
) {
	const seen: Array<{ from: number; bytes: Buffer }> = [];
	for await (const frame of frames(
		source,
		ranges,
		memoryOf(48 * MIB),
		cutting(wanted, GRID),
		NEVER,
	)) {
		const bytes = await bytesOf(frame);
		expect(bytes).toHaveLength(frame.length);
		seen.push({ from: frame.from, bytes });
		frame.release();
	}
	return seen;
}

describe('frames', () => {
	it('re-cuts pieces of any length into frames of the wanted lengths, without losing a byte', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({ min: 5 * MIB, max: 15 * MIB }), { minLength: 1, maxLength: 4 }),
				fc.array(fc.integer({ min: 100_000, max: 3 * MIB }), { minLength: 1, maxLength: 4 }),
				async (lengths, pieceLengths) => {
					let turn = 0;
					const wanted = () => lengths[turn++ % lengths.length];
					const seen = await collect(memorySource(FILE, pieceLengths), WHOLE, wanted);
					expect(Buffer.concat(seen.map(({ bytes }) => bytes)).equals(FILE)).toBe(true);
				},
			),
			{ numRuns: 25 },
		);
	});

	it('reads over what is not wanted', async () => {
		const ranges = [
			{ from: 3, to: 6 * MIB },
			{ from: 12 * MIB, to: FILE.length - 1 },
		];
		const seen = await collect(memorySource(FILE, [70_000]), ranges, () => 5 * MIB);
		const starts = [3, 12 * MIB, 20 * MIB];
		expect(seen.map(({ from }) => from)).toEqual(starts);
		for (const { from, bytes } of seen) {
			expect(bytes.equals(FILE.subarray(from, from + bytes.length))).toBe(true);
		}
	});

	it('tells of every piece that is used up, whether it was wanted or not, and only then', async () => {
		const PIECE = 2 * MIB;
		const firstBytes: number[] = [];
		const source = {
			...memorySource(FILE),
			async *open(from: number) {
				for (let at = from; at < FILE.length; at += PIECE) {
					yield Uint8Array.from(FILE.subarray(at, at + PIECE));
				}
			},
			discard: (piece: Uint8Array) => {
				firstBytes.push(piece[0]);
				// What is used all the same will not equal the file.
				piece.fill(0);
			},
		};
		const ranges = [
			{ from: 0, to: 5 * MIB - 1 },
			{ from: 9 * MIB, to: FILE.length - 1 },
		];
		const seen = await collect(source, ranges, () => 5 * MIB);
		const wanted = Buffer.concat([FILE.subarray(0, 5 * MIB), FILE.subarray(9 * MIB)]);
		expect(Buffer.concat(seen.map(({ bytes }) => bytes)).equals(wanted)).toBe(true);
		expect(firstBytes).toEqual(Array.from({ length: 12 }, (_, index) => FILE[index * PIECE]));
	});

	it('waits for memory instead of taking more', async () => {
		const source = memorySource(FILE);
		const iterator = frames(
			source,
			WHOLE,
			memoryOf(16 * MIB),
			cutting(() => 8 * MIB, 8 * MIB),
			NEVER,
		);
		const first = (await iterator.next()).value as Frame;
		first.open(NEVER);
		const second = (await iterator.next()).value as Frame;
		second.open(NEVER);
		let third = false;
		const waiting = iterator.next().then(() => (third = true));
		await new Promise(setImmediate);
		expect(third).toBe(false);
		first.release();
		await waiting;
		expect(third).toBe(true);
	});

	it('reads one frame ahead of what is opened, and no further', async () => {
		const source = memorySource(FILE, [MIB]);
		let pieces = 0;
		const counted = {
			...source,
			async *open(from: number) {
				for await (const piece of source.open(from, NEVER)) {
					pieces++;
					yield piece;
				}
			},
		};
		const iterator = frames(
			counted,
			WHOLE,
			memoryOf(48 * MIB),
			cutting(() => 6 * MIB, 6 * MIB),
			NEVER,
		);
		// Everything here is done in promises, so it has settled before the next turn of the event loop.
		const settle = async () => await new Promise(setImmediate);
		const first = (await iterator.next()).value as Frame;
		let second: Frame | undefined;
		void iterator.next().then(({ value }) => (second = value as Frame));
		await settle();
		expect([pieces, second?.from]).toEqual([6, undefined]);
		first.open(NEVER);
		await settle();
		expect([pieces, second?.from]).toEqual([12, 6 * MIB]);
	});

	it('can be read again until it is released', async () => {
		const iterator = frames(
			memorySource(FILE),
			WHOLE,
			memoryOf(48 * MIB),
			cutting(() => 6 * MIB, 6 * MIB),
			NEVER,
		);
		const frame = (await iterator.next()).value as Frame;
		expect((await bytesOf(frame)).equals(await bytesOf(frame))).toBe(true);
		await iterator.return(undefined);
	});

	it.each([
		[
			'ends early',
			-1,
			`The file ended after ${FILE.length} of its stated ${FILE.length + 1} bytes`,
		],
		['goes on', 1, `The file is larger than its stated ${FILE.length - 1} bytes`],
		['goes on with one more piece', 7, `The file is larger than its stated ${23 * MIB} bytes`],
	])('never lets all of a file be sent that %s', async (_case, by, message) => {
		const stated = FILE.length - by;
		const source = memorySource(FILE, [MIB], stated);
		const pool = memoryOf(48 * MIB);
		const seen: Array<[from: number, result: unknown]> = [];
		const error = new SourceError(message);
		const reading = (async () => {
			const ranges = [{ from: 0, to: stated - 1 }];
			const nextLength = cutting(() => 12 * MIB, 6 * MIB);
			for await (const frame of frames(source, ranges, pool, nextLength, NEVER)) {
				const result: unknown = await bytesOf(frame).then(
					({ length }) => length,
					(reason: unknown) => reason,
				);
				seen.push([frame.from, result]);
				frame.release();
			}
		})();
		await expect(reading).rejects.toThrow(error);
		expect(seen).toEqual([
			[0, 12 * MIB],
			[12 * MIB, error],
		]);
		// All memory has come back, or this would wait for ever.
		await Promise.all([pool.reserve(24 * MIB, NEVER), pool.reserve(24 * MIB, NEVER)]);
	});

	it('closes the file when nobody wants the rest', async () => {
		const source = memorySource(FILE);
		const iterator = frames(
			source,
			WHOLE,
			memoryOf(48 * MIB),
			cutting(() => 5 * MIB, 5 * MIB),
			NEVER,
		);
		await iterator.next();
		await iterator.return(undefined);
		expect([source.opened, source.closed]).toEqual([1, 1]);
	});
});
