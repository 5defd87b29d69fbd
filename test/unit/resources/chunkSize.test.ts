import { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { ChunkSize } from '../../../nodes/ApiVideo/resources/video/chunkSize';
import { readOptions } from '../../../nodes/ApiVideo/resources/video/uploadOptions';
import { parametersOfItem } from '../../../nodes/ApiVideo/n8n/parameters';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { FakeNode } from '../support/fakeNode';
import { stillClock } from '../support/stillClock';
import { expectReadable, troubleOf } from '../support/troubles';
import { shareOf } from '../support/shareOf';

const read = (options: object) => {
	const node = new FakeNode({ parameters: { options: { ...options } } });
	return readOptions(parametersOfItem(node.execution, 0));
};

const memoryOf = (options: object) =>
	shareOf(stillClock, read(options).party).memory.totalBytes / MIB;

describe('the option Chunk Size', () => {
	it.each<[unknown, number | undefined]>([
		[5, 5 * MIB],
		[200, 200 * MIB],
		['50', 50 * MIB],
		[5.5, 5_767_168],
		// 50 and 90 MB
		[50_000_000 / MIB, 50_000_000],
		[90_000_000 / MIB, 90_000_000],
		// Not one byte more than was entered.
		[47.68, 49_996_096],
		[5.00001, 5 * MIB],
		[undefined, undefined],
		[null, undefined],
		['', undefined],
	])('%p is %p bytes', (chunkSize, bytes) => {
		expect(read({ chunkSize }).chunkBytes).toBe(bytes);
	});

	it.each([4.99, 200.01, 0, -50, 'large', ' ', true, [50], { size: 50 }])(
		'%p stops the step',
		async (chunkSize) => {
			const trouble = await troubleOf(async () => read({ chunkSize }));
			expectReadable(trouble);
			expect(trouble.message).toContain('Chunk Size (MiB) must be a number from 5 to 200');
		},
	);

	it.each([
		[{}, 64],
		[{ chunkSize: 20 }, 64],
		// Two of them, in blocks of 4 MiB.
		[{ chunkSize: 50 }, 104],
		[{ chunkSize: 200 }, 400],
		[{ chunkSize: 128, memoryLimit: 64 }, 64],
		[{ chunkSize: 5, memoryLimit: 50 }, 48],
	])('%j takes memory: %d MiB', (options, mebibytes) => {
		expect(memoryOf(options)).toBe(mebibytes);
	});
});

const container = { videoId: 'vi1', gridBytes: 8 * MIB, shared: false };

/** After an upload of a file that these chunks were sent of, in order and in MiB. */
function after(
	set: number | undefined,
	lengths: number[],
	{ memory = 400, of = container as typeof container | undefined, size = 300 } = {},
) {
	const chunkSize = new ChunkSize(set && set * MIB, of);
	let from = 0;
	for (const length of lengths) {
		const to = from + length * MIB - 1;
		chunkSize.count({ from, to }, size * MIB);
		from = to + 1;
	}
	return chunkSize.whyNotExact(memory * MIB);
}

describe('a hint says why chunks have not the Chunk Size', () => {
	it.each([
		['they have it', after(50, [50, 50], { of: undefined })],
		['the last one of the file is shorter', after(50, [50, 3], { size: 53 })],
		['none was set', after(undefined, [8, 16, 8])],
		['the file went in one request', after(50, [40], { size: 40 })],
		['nothing was left to send', after(50, [])],
	])('but not where %s', (_case, hint) => {
		expect(hint).toBeUndefined();
	});

	it.each([
		[
			'too little memory',
			after(128, [64, 64], { memory: 64 }),
			'The memory of this step, 64 MiB for all items together, holds no chunk of 128 MiB (Chunk Size), so the chunks had up to 64 MiB. Set Memory Limit to 128 or more; the value of the first item counts.',
		],
		[
			'memory in whole blocks',
			after(50, [45, 45], { memory: 48, of: undefined }),
			'The memory of this step, 48 MiB for all items together, holds no chunk of 50 MiB (Chunk Size), so the chunks had up to 45 MiB. Set Memory Limit to 52 or more; the value of the first item counts.',
		],
		[
			'the grid of somebody else',
			after(50, [48, 48]),
			'The video vi1 was begun in chunks of a multiple of 8 MiB, so this step has sent chunks of up to 48 MiB, not of its Chunk Size of 50 MiB.',
		],
		[
			'a grid that is longer',
			after(5, [8, 8], { of: { ...container, shared: true } }),
			'The video vi1 was begun in chunks of a multiple of 8 MiB, so this step has sent chunks of up to 8 MiB, not of its Chunk Size of 5 MiB.',
		],
		[
			'gaps of another length',
			after(16, [16, 8]),
			'What was missing of the video vi1 does not divide into chunks of 16 MiB (Chunk Size), so they had 8 to 16 MiB.',
		],
		[
			'a gap that is too short for two chunks',
			after(5, [9], { of: { ...container, gridBytes: 5 * MIB } }),
			'What was missing of the video vi1 does not divide into chunks of 5 MiB (Chunk Size), so they had 9 MiB.',
		],
	])('%s', (_case, hint, sentence) => {
		expect(hint).toBe(sentence);
	});
});

describe('no request can be shorter', () => {
	it.each<[string, ChunkSize, number, boolean]>([
		['where the Chunk Size is the least', new ChunkSize(5 * MIB), 100 * MIB, true],
		['where it is more', new ChunkSize(5 * MIB + 64), 100 * MIB, false],
		['where the file is no longer than that', new ChunkSize(undefined), 5 * MIB, true],
		['where the file is longer', new ChunkSize(undefined), 5 * MIB + 1, false],
		[
			'where others have begun the video in longer chunks',
			new ChunkSize(5 * MIB, { videoId: 'vi1', gridBytes: 8 * MIB, shared: true }),
			100 * MIB,
			false,
		],
	])('%s', (_case, chunkSize, size, isLeast) => {
		expect(chunkSize.isLeast(size)).toBe(isLeast);
	});
});

describe('a Chunk Size below the grid of the video', () => {
	const resumed = new ChunkSize(5 * MIB, container);
	const keyed = new ChunkSize(5 * MIB, { ...container, shared: true });

	it('counts where nobody else uploads to it', () => {
		expect(resumed.gridBytes).toBeUndefined();
		expect(new ChunkSize(undefined, container).gridBytes).toBe(8 * MIB);
		expect(new ChunkSize(9 * MIB, container).gridBytes).toBe(8 * MIB);
	});

	it('gives way where others with the same key may be uploading', () => {
		expect(keyed.gridBytes).toBe(8 * MIB);
	});

	it('is told together with what to do when a proxy refuses the longer chunks', () => {
		const refused = new Trouble('Too long', 'Set Chunk Size.', 413);
		const explained = keyed.explainTooLong(refused) as Trouble;
		expectReadable(explained);
		expect(explained).toMatchObject({ message: 'Too long', httpStatus: 413 });
		expect(explained.advice).toBe(
			'Set Chunk Size. The video vi1 was begun in chunks of a multiple of 8 MiB, which is more than the Chunk Size of 5 MiB. Delete it with Video > Delete, and run the step again: a new video is uploaded in chunks of that length.',
		);
		expect(resumed.explainTooLong(refused)).toBe(refused);
		const other = new Trouble('Too often', 'Wait.', 429);
		expect(keyed.explainTooLong(other)).toBe(other);
		const unset = new ChunkSize(undefined, { ...container, shared: true });
		expect(unset.explainTooLong(refused)).toBe(refused);
	});
});
