import fc from 'fast-check';
import { MIB, VIDEO_MAX_BYTES } from '../../../nodes/ApiVideo/upload';
import { chunkLength, covers, fitsOneRequest, missing } from '../../../nodes/ApiVideo/upload/plan';

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

describe('chunkLength', () => {
	it('is what is wanted, and the rest at the end of the file', () => {
		const size = 300 * MIB;
		expect(chunkLength({ from: 0, to: size - 1 }, size, 8 * MIB)).toBe(8 * MIB);
		expect(chunkLength({ from: size - 3, to: size - 1 }, size, 8 * MIB)).toBe(3);
	});

	it('needs no more than 10,000 chunks, whatever is wanted', () => {
		const size = 100 * 1024 * MIB;
		expect(chunkLength({ from: 0, to: size - 1 }, size, 5 * MIB)).toBe(Math.ceil(size / 10_000));
		expect(chunkLength({ from: 0, to: VIDEO_MAX_BYTES - 1 }, VIDEO_MAX_BYTES, 5 * MIB)).toBe(
			5 * MIB,
		);
	});

	it('never leaves less than 5 MiB of a stretch that does not end the file', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 5 * MIB, max: 300 * MIB }),
				fc.integer({ min: 5 * MIB, max: 128 * MIB }),
				fc.boolean(),
				(stretch, wanted, endsTheFile) => {
					const size = endsTheFile ? stretch : stretch + 50 * MIB;
					for (let from = 0; from < stretch; ) {
						const length = chunkLength({ from, to: stretch - 1 }, size, wanted);
						expect(length).toBeLessThan(wanted + 5 * MIB);
						if (from + length < size) expect(length).toBeGreaterThanOrEqual(5 * MIB);
						from += length;
						expect(from).toBeLessThanOrEqual(stretch);
					}
				},
			),
		);
	});
});
