import fc from 'fast-check';
import { MIB, VIDEO_MAX_BYTES } from '../../../nodes/ApiVideo/upload';
import { chunkLength, gridOf, isGrid, lengthsOf } from '../../../nodes/ApiVideo/upload/cut';
import { missing, unfillable } from '../../../nodes/ApiVideo/upload/plan';
import type { ByteRange } from '../../../nodes/ApiVideo/upload/range';

const MIN = 5 * MIB;

/** Lengths of which the pace thinks, which no proxy limits. */
const about = (wanted: number) => ({ wanted, most: Infinity });

/** The lengths, in bytes, of the chunks of one range. */
function cut(
	{ from, to }: ByteRange,
	size: number,
	lengths: { wanted: number; most: number },
	grid: number,
): number[] {
	const cutLengths: number[] = [];
	for (let at = from; at <= to; at += cutLengths[cutLengths.length - 1]) {
		cutLengths.push(chunkLength({ from: at, to }, size, lengths, grid));
	}
	return cutLengths;
}

/** In MiB: the lengths of the chunks with a Chunk Size, in a video that is cut on a grid. */
function cutInMiB(
	range: readonly [from: number, end: number],
	size: number,
	chunkSize: number,
	{ grid = gridOf(chunkSize * MIB) / MIB, memory = 2048 } = {},
): number[] {
	const [from, end] = range;
	const lengths = lengthsOf(chunkSize * MIB, grid * MIB, memory * MIB);
	const bytes = cut({ from: from * MIB, to: end * MIB - 1 }, size * MIB, lengths, grid * MIB);
	return bytes.map((length) => length / MIB);
}

describe('gridOf', () => {
	it.each([
		[5, 5],
		[7, 7],
		[8, 8],
		[50, 5],
		[64, 8],
		[101, 101 / 16],
		[128, 8],
		[200, 5],
	])('chunks of %d MiB stand on a grid of %d MiB', (chunk, grid) => {
		const bytes = gridOf(chunk * MIB);
		expect((chunk * MIB) % bytes).toBe(0);
		expect(bytes).toBe(grid * MIB);
	});

	it('is no shorter than a chunk may be, below 10 MiB, and divides every multiple of 64 bytes', () => {
		fc.assert(
			fc.property(fc.integer({ min: MIN / 64, max: (200 * MIB) / 64 }), (steps) => {
				const grid = gridOf(steps * 64);
				expect(isGrid(grid)).toBe(true);
				expect((steps * 64) % grid).toBe(0);
			}),
		);
	});

	it('is 8 MiB where no part of the length fits', () => {
		expect(gridOf(11 * MIB - 1)).toBe(8 * MIB);
	});

	it.each([0, NaN, 5 * MIB - 1, 10 * MIB, 5.5, Infinity])('%p is none', (bytes) => {
		expect(isGrid(bytes)).toBe(false);
	});
});

describe('a Chunk Size', () => {
	it.each([
		['a file that it divides', [0, 60], 60, 20, {}, [20, 20, 20]],
		['a file that it does not divide', [0, 60], 60, 50, {}, [50, 10]],
		['a file with a short end', [0, 101], 101, 50, {}, [50, 50, 1]],
		['fractions of a MiB', [0, 12], 12, 5.5, {}, [5.5, 5.5, 1]],
		['a gap of one chunk and 2 MiB', [50, 102], 300, 50, {}, [45, 7]],
		['a gap that begins off the grid', [53, 106], 300, 50, {}, [47, 6]],
		['a gap of a little more than one chunk', [0, 11], 300, 8, {}, [6, 5]],
		['a gap that has room for two chunks of the least length', [0, 10], 300, 8, {}, [5, 5]],
		['a gap that must be cut into longer ones', [0, 9], 300, 5, {}, [9]],
		['a longer one of these', [0, 14], 300, 5, {}, [7, 7]],
		['the grid of somebody else', [0, 150], 150, 50, { grid: 8 }, [48, 48, 48, 6]],
		['a grid that is longer', [0, 30], 30, 5, { grid: 8 }, [8, 8, 8, 6]],
		['memory for one chunk', [0, 150], 150, 64, { memory: 64 }, [64, 64, 22]],
		['memory for half of one', [0, 150], 150, 128, { memory: 64 }, [64, 64, 22]],
		['memory that no part of it fills', [0, 100], 100, 50, { memory: 48 }, [45, 45, 10]],
	] as const)('cuts %s', (_case, range, size, chunkSize, how, lengths) => {
		expect(cutInMiB(range, size, chunkSize, how)).toEqual(lengths);
	});

	const chunkSizes = fc
		.integer({ min: MIN / 64, max: (200 * MIB) / 64 })
		.map((steps) => 64 * steps);

	it('is exact in a new video, whatever the file and the memory that holds one chunk', () => {
		fc.assert(
			fc.property(chunkSizes, fc.integer({ min: 1, max: 2000 * MIB }), (chunkBytes, size) => {
				const grid = gridOf(chunkBytes);
				const lengths = cut(
					{ from: 0, to: size - 1 },
					size,
					lengthsOf(chunkBytes, grid, chunkBytes),
					grid,
				);
				expect(new Set(lengths.slice(0, -1))).toEqual(
					new Set(lengths.length > 1 ? [chunkBytes] : []),
				);
				expect(lengths.at(-1)).toBe(size % chunkBytes || chunkBytes);
			}),
		);
	});

	it('is never exceeded but where 5 MiB leave no choice, whatever has arrived, on the grid or off it', () => {
		const on = (grid: number) => (at: number) => Math.floor(at / grid) * grid;
		fc.assert(
			fc.property(
				fc.integer({ min: MIN, max: 600 * MIB }),
				fc.array(fc.tuple(fc.nat(600 * MIB), fc.nat(100 * MIB)), { maxLength: 5 }),
				chunkSizes,
				fc.option(fc.integer({ min: MIN, max: 10 * MIB - 1 }), { nil: undefined }),
				fc.integer({ min: 4, max: 100 }).map((blocks) => 4 * MIB * blocks),
				fc.boolean(),
				(size, ranges, chunkBytes, ofContainer, memory, aligned) => {
					const grid = ofContainer ?? gridOf(chunkBytes);
					const align = aligned ? on(grid) : (at: number) => at;
					const received = ranges
						.map(([from, bytes]) => ({ from: align(from), to: align(from + bytes) - 1 }))
						.filter(({ from, to }) => from <= to);
					const gaps = missing(received, size);
					fc.pre(unfillable(gaps, size) === undefined);
					const most = Math.max(grid, Math.min(chunkBytes, memory));
					for (const gap of gaps) {
						const lengths = cut(gap, size, lengthsOf(chunkBytes, grid, memory), grid);
						const ends = gap.to === size - 1;
						const bytes = gap.to + 1 - gap.from;
						expect(lengths.reduce((sum, length) => sum + length)).toBe(bytes);
						for (const length of ends ? lengths.slice(0, -1) : lengths) {
							expect(length).toBeGreaterThanOrEqual(MIN);
						}
						// So many chunks of 5 MiB are more than there is.
						const noChoice = !ends && Math.ceil(bytes / most) * MIN > bytes;
						const longest = noChoice ? 2 * MIN - 1 : most;
						expect(Math.max(...lengths)).toBeLessThanOrEqual(longest);
						if (aligned && !noChoice && grid <= chunkBytes) {
							const starts = lengths.map((_, at) =>
								lengths.slice(0, at).reduce((sum, length) => sum + length, gap.from),
							);
							expect(starts.filter((start) => start % grid !== 0)).toEqual([]);
						}
					}
				},
			),
			{ numRuns: 2000 },
		);
	});
});

describe('chunkLength', () => {
	it('is what is wanted, and the rest at the end of the file', () => {
		const size = 300 * MIB;
		const eight = about(8 * MIB);
		expect(chunkLength({ from: 0, to: size - 1 }, size, eight, 8 * MIB)).toBe(8 * MIB);
		expect(chunkLength({ from: size - 3, to: size - 1 }, size, eight, 8 * MIB)).toBe(3);
	});

	it('needs no more than 10,000 chunks, whatever is wanted', () => {
		const size = 100 * 1024 * MIB;
		const whole = { from: 0, to: size - 1 };
		const five = lengthsOf(MIN, MIN, MIN);
		expect(chunkLength(whole, size, five, MIN)).toBe(15 * MIB);
		const largest = { from: 0, to: VIDEO_MAX_BYTES - 1 };
		expect(chunkLength(largest, VIDEO_MAX_BYTES, five, MIN)).toBe(MIN);
	});

	it('comes back to the grid where somebody has left it, as long as no Chunk Size was set', () => {
		const size = 300 * MIB;
		expect(cut({ from: 5 * MIB, to: 40 * MIB - 1 }, size, about(8 * MIB), 8 * MIB)).toEqual([
			11 * MIB,
			8 * MIB,
			8 * MIB,
			8 * MIB,
		]);
	});

	it('never leaves less than 5 MiB of a range that does not end the file', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 20 * MIB }),
				fc.integer({ min: MIN, max: 300 * MIB }),
				fc.integer({ min: MIN, max: 128 * MIB }),
				fc.integer({ min: MIN, max: 10 * MIB - 1 }),
				fc.boolean(),
				(start, range, wanted, grid, endsTheFile) => {
					const end = start + range;
					const size = endsTheFile ? end : end + 50 * MIB;
					for (let from = start; from < end; ) {
						const length = chunkLength({ from, to: end - 1 }, size, about(wanted), grid);
						expect(length).toBeLessThan(Math.max(wanted, grid) + grid + MIN);
						if (from + length < size) expect(length).toBeGreaterThanOrEqual(MIN);
						from += length;
						expect(from).toBeLessThanOrEqual(end);
					}
				},
			),
		);
	});

	it('leaves no gap that nobody may send, whoever cuts on the same grid, and whichever chunks arrive', () => {
		const person = fc.record({
			bytes: fc.integer({ min: MIN, max: 40 * MIB }),
			isSet: fc.boolean(),
		});
		fc.assert(
			fc.property(
				fc.integer({ min: 30 * MIB, max: 300 * MIB }),
				fc.array(person, { minLength: 1, maxLength: 4 }),
				fc.integer({ min: MIN, max: 10 * MIB - 1 }),
				fc.infiniteStream(fc.boolean()),
				(size, people, grid, arrives) => {
					let received: ByteRange[] = [];
					for (const { bytes, isSet } of people) {
						const lengths = isSet ? lengthsOf(bytes, grid, 64 * MIB) : about(bytes);
						for (const { from: start, to } of missing(received, size)) {
							for (let from = start; from <= to; ) {
								const length = chunkLength({ from, to }, size, lengths, grid);
								if (arrives.next().value) received = [...received, { from, to: from + length - 1 }];
								from += length;
							}
						}
						expect(unfillable(missing(received, size), size)).toBeUndefined();
					}
				},
			),
		);
	});
});
