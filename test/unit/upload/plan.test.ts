import fc from 'fast-check';
import { MIB, VIDEO_MAX_BYTES } from '../../../nodes/ApiVideo/upload';
import {
	chunkLength,
	covers,
	fitsOneRequest,
	gridOf,
	isGrid,
	lengthOf,
	missing,
	notCovered,
	unfillable,
	type Stretch,
} from '../../../nodes/ApiVideo/upload/plan';

describe('fitsOneRequest', () => {
	it.each([
		[1, true],
		[209_715_199, true],
		[209_715_200, true],
		[209_715_201, false],
	])('%d bytes: %p', (size, expected) => {
		expect(fitsOneRequest(size)).toBe(expected);
	});
});

describe('missing', () => {
	it('names nothing beyond the end of the file', () => {
		expect(missing([{ from: 70, to: 79 }], 50)).toEqual([{ from: 0, to: 49 }]);
	});

	it('names what lies before, between and after, in order', () => {
		const received = [
			{ from: 30, to: 39 },
			{ from: 5, to: 9 },
			{ from: 8, to: 14 },
		];
		expect(missing(received, 50)).toEqual([
			{ from: 0, to: 4 },
			{ from: 15, to: 29 },
			{ from: 40, to: 49 },
		]);
	});

	it('is everything of nothing, and nothing of everything', () => {
		expect(missing([], 10)).toEqual([{ from: 0, to: 9 }]);
		expect(missing([{ from: 0, to: 9 }], 10)).toEqual([]);
	});
});

describe('covers', () => {
	const wanted = { from: 10, to: 19 };

	it.each([
		[[{ from: 10, to: 19 }], true],
		[[{ from: 0, to: 99 }], true],
		[
			[
				{ from: 15, to: 30 },
				{ from: 0, to: 14 },
			],
			true,
		],
		[[{ from: 10, to: 18 }], false],
		[[{ from: 11, to: 19 }], false],
		[
			[
				{ from: 0, to: 14 },
				{ from: 16, to: 30 },
			],
			false,
		],
		[[], false],
	])('%j holds bytes 10 to 19: %p', (received, expected) => {
		expect(covers(received, wanted)).toBe(expected);
	});
});

describe('lengthOf and notCovered', () => {
	it('count bytes, and cut what is there out of what is wanted', () => {
		const received = [{ from: 15, to: 29 }];
		const wanted = [
			{ from: 0, to: 9 },
			{ from: 10, to: 39 },
		];
		const open = notCovered(received, wanted);
		expect(open).toEqual([
			{ from: 0, to: 9 },
			{ from: 10, to: 14 },
			{ from: 30, to: 39 },
		]);
		expect(lengthOf(open)).toBe(25);
		expect(notCovered([{ from: 0, to: 99 }], wanted)).toEqual([]);
		const around = [
			{ from: 0, to: 12 },
			{ from: 90, to: 99 },
		];
		expect(notCovered(around, [{ from: 5, to: 9 }])).toEqual([]);
	});
});

describe('unfillable', () => {
	const size = 30 * MIB;
	const gap = (from: number, bytes: number) => ({ from, to: from + bytes - 1 });

	it.each([
		['3 MiB in the middle', [gap(0, 8 * MIB), gap(10 * MIB, 3 * MIB)], gap(10 * MIB, 3 * MIB)],
		['a byte too few', [gap(0, 5 * MIB - 1)], gap(0, 5 * MIB - 1)],
		['exactly 5 MiB', [gap(10 * MIB, 5 * MIB)], undefined],
		['a short end of the file', [gap(size - 7, 7)], undefined],
	])('%s', (_case, gaps, expected) => {
		expect(unfillable(gaps, size)).toEqual(expected);
	});
});

describe('gridOf', () => {
	it.each([
		[5, 5],
		[7, 7],
		[8, 8],
		[50, 5],
		[64, 8],
		[101, 101 / 16],
		[128, 8],
	])('chunks of %d MiB stand on a grid of %d MiB', (chunk, grid) => {
		const bytes = gridOf(chunk * MIB);
		expect((chunk * MIB) % bytes).toBe(0);
		expect(bytes).toBe(grid * MIB);
	});

	it('is no shorter than a chunk may be, below 10 MiB, and divides every length in whole KiB', () => {
		fc.assert(
			fc.property(fc.integer({ min: 5 * 1024, max: 128 * 1024 }), (kibibytes) => {
				const grid = gridOf(kibibytes * 1024);
				expect(isGrid(grid)).toBe(true);
				expect((kibibytes * 1024) % grid).toBe(0);
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

describe('chunkLength', () => {
	it('is what is wanted, and the rest at the end of the file', () => {
		const size = 300 * MIB;
		expect(chunkLength({ from: 0, to: size - 1 }, size, 8 * MIB, 8 * MIB)).toBe(8 * MIB);
		expect(chunkLength({ from: size - 3, to: size - 1 }, size, 8 * MIB, 8 * MIB)).toBe(3);
	});

	it('needs no more than 10,000 chunks, whatever is wanted', () => {
		const size = 100 * 1024 * MIB;
		const whole = { from: 0, to: size - 1 };
		expect(chunkLength(whole, size, 5 * MIB, 5 * MIB)).toBe(15 * MIB);
		const largest = { from: 0, to: VIDEO_MAX_BYTES - 1 };
		expect(chunkLength(largest, VIDEO_MAX_BYTES, 5 * MIB, 5 * MIB)).toBe(5 * MIB);
	});

	it('never leaves less than 5 MiB of a stretch that does not end the file', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 20 * MIB }),
				fc.integer({ min: 5 * MIB, max: 300 * MIB }),
				fc.integer({ min: 5 * MIB, max: 128 * MIB }),
				fc.integer({ min: 5 * MIB, max: 10 * MIB - 1 }),
				fc.boolean(),
				(start, stretch, wanted, grid, endsTheFile) => {
					const end = start + stretch;
					const size = endsTheFile ? end : end + 50 * MIB;
					for (let from = start; from < end; ) {
						const length = chunkLength({ from, to: end - 1 }, size, wanted, grid);
						expect(length).toBeLessThan(Math.max(wanted, grid) + grid + 5 * MIB);
						if (from + length < size) expect(length).toBeGreaterThanOrEqual(5 * MIB);
						from += length;
						expect(from).toBeLessThanOrEqual(end);
					}
				},
			),
		);
	});

	it('leaves no gap that nobody may send, whoever cuts on the same grid, and whichever chunks arrive', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 30 * MIB, max: 300 * MIB }),
				fc.array(fc.integer({ min: 5 * MIB, max: 40 * MIB }), { minLength: 1, maxLength: 4 }),
				fc.integer({ min: 5 * MIB, max: 10 * MIB - 1 }),
				fc.infiniteStream(fc.boolean()),
				(size, lengths, grid, arrives) => {
					let received: Stretch[] = [];
					for (const wanted of lengths) {
						for (const { from: start, to } of missing(received, size)) {
							for (let from = start; from <= to; ) {
								const length = chunkLength({ from, to }, size, wanted, grid);
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
