import { MIB, type UploadSource } from '../../../nodes/ApiVideo/upload';
import {
	covers,
	fitsOneRequest,
	lengthOf,
	mayBeCut,
	missing,
	notCovered,
	unfillable,
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

	it.each([
		[50 * MIB, 50 * MIB, true],
		[50 * MIB + 1, 50 * MIB, false],
		[200 * MIB, 200 * MIB, true],
		[200 * MIB + 1, 200 * MIB, false],
		[1, 5 * MIB, true],
	])('%d bytes with a Chunk Size of %d: %p', (size, chunkBytes, expected) => {
		expect(fitsOneRequest(size, chunkBytes)).toBe(expected);
	});
});

describe('mayBeCut', () => {
	const source = (size: number, ranges?: UploadSource['ranges']): UploadSource => ({
		name: 'film.mp4',
		type: 'video/mp4',
		size,
		open: () => {
			throw new Error('Nothing reads it');
		},
		ranges,
	});
	const ranges = source(1, {
		parallel: () => 4,
		read: () => {
			throw new Error('Nothing reads it');
		},
	}).ranges;

	it.each([
		['read in order', 200 * MIB, undefined, false],
		['read in order', 200 * MIB + 1, undefined, true],
		['read in ranges', 16 * MIB, undefined, false],
		['read in ranges', 16 * MIB + 1, undefined, true],
		['read in ranges', 200 * MIB + 1, undefined, true],
		['read in ranges', 50 * MIB, 50 * MIB, false],
		['read in ranges', 50 * MIB + 1, 50 * MIB, true],
	])('a file %s, of %d bytes, with a Chunk Size of %p: %p', (how, size, chunkBytes, isCut) => {
		const file = source(size, how === 'read in ranges' ? ranges : undefined);
		expect(mayBeCut(file, chunkBytes)).toBe(isCut);
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
