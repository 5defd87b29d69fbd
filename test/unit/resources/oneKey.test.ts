import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { Execution } from '../../../nodes/ApiVideo/n8n/execution';
import { keyQuestions } from '../../../nodes/ApiVideo/n8n/uploadTransport';
import { idempotentContainer } from '../../../nodes/ApiVideo/resources/video/container';
import { send } from '../../../nodes/ApiVideo/resources/video/send';
import { readOptions } from '../../../nodes/ApiVideo/resources/video/uploadOptions';
import { Lines, MIB, type UploadTransport } from '../../../nodes/ApiVideo/upload';
import { chanceFrom } from '../support/chance';
import { EventClock } from '../support/eventClock';
import { FakeNode } from '../support/fakeNode';
import { KeyService, type Habits } from '../support/keyService';
import { fileOf } from '../support/fileOf';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { contextOfItem } from '../support/stepContext';
import type * as Scaled from '../support/scaledLimits';
import { shareOf } from '../support/shareOf';

// Up to 30 MiB a file goes in one request, unless a Chunk Size is smaller.
jest.mock('../../../nodes/ApiVideo/upload/limits', () => ({
	...jest
		.requireActual<typeof Scaled>('../support/scaledLimits')
		.scaledLimits(jest.requireActual('../../../nodes/ApiVideo/upload/limits')),
	SINGLE_REQUEST_MAX_BYTES: 30 * 64,
}));

const RUNS = 400;
const KEY = 'drive-1';
const CALM: Habits = { listLag: 0, statusLag: 0, unknownFor: 0, latency: 200, resets: 0 };

/** One execution that uploads the file with the key. */
interface Part {
	/** When it begins, in milliseconds. */
	readonly begins: number;
	/** In MiB; undefined: not set. */
	readonly chunkSize?: number;
	/** Whether its file cannot be read to its end. */
	readonly breaks?: boolean;
}

async function play(size: number, parts: readonly Part[], habits: Habits, seed = 1) {
	const chance = chanceFrom(seed);
	const clock = new EventClock(chance);
	const service = new KeyService(size, clock, habits, chance);
	const bytes = fileOf(size);
	const nodes: FakeNode[] = [];
	const upload = async ({ begins, chunkSize, breaks }: Part): Promise<string> => {
		await clock.sleep(begins, NEVER);
		const options: IDataObject = { idempotencyKey: KEY, ifStopped: 'delete' };
		if (chunkSize !== undefined) options.chunkSize = chunkSize;
		const node = new FakeNode({ reply: service.reply, parameters: { options } });
		nodes.push(node);
		const n8n = node.execution;
		const share = shareOf(clock, { parallel: 3 });
		const execution = Object.assign(new Execution(n8n, clock, new Lines(() => clock)), {
			share: () => share,
		});
		const context = contextOfItem(n8n, execution);
		const { parameters } = context;
		const file = memorySource(bytes, [100]);
		const source = breaks
			? { ...file, open: (from: number, signal: AbortSignal) => broken(file.open(from, signal)) }
			: file;
		const read = readOptions(parameters);
		const wanted = { attributes: { title: 'film' }, chunkBytes: read.chunkBytes };
		const container = await idempotentContainer(context, KEY, source, wanted);
		if (container.kind === 'finished') return String(container.video.videoId);
		if (container.kind === 'ofOther') throw new Error('The length of the file is known');
		const transport: UploadTransport = {
			send: service.send,
			...keyQuestions(context.api),
		};
		const { video } = await send(context, source, read, { transport, account: '', container });
		execution.tellWhatHappened();
		return video.videoId;
	};
	const results = await clock.run(Promise.allSettled(parts.map(upload)));
	const ids = results.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
	const reasons = results.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
	const left = service.videos.filter(({ deletedAt }) => deletedAt === undefined);
	const complete = left.filter((video) => service.isComplete(video));
	return { service, bytes, ids, reasons, left, complete, nodes };
}

async function* broken(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	let count = 0;
	for await (const piece of pieces) {
		if (++count > 5) throw new Error('The disk is gone');
		yield piece;
	}
}

describe('executions with one idempotency key', () => {
	const pair: Part[] = [{ begins: 0 }, { begins: 1 }];
	const SIZE = 40 * MIB + 7;

	it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
		'end in one video when the list is 1.5 s behind (%d)',
		async (seed) => {
			const { ids, left } = await play(SIZE, pair, { ...CALM, listLag: 1500 }, seed);
			expect(ids).toHaveLength(2);
			expect(new Set(ids).size).toBe(1);
			expect(left).toHaveLength(1);
		},
	);

	it('agree when their videos were made in the same second', async () => {
		let made = 0;
		for (let seed = 1; seed <= 24; seed++) {
			const three = [...pair, { begins: 2 }];
			const { ids, left, service } = await play(SIZE, three, CALM, seed);
			made += service.videos.length;
			expect(ids).toHaveLength(3);
			expect(new Set(ids).size).toBe(1);
			expect(left).toHaveLength(1);
		}
		// Otherwise they have not met.
		expect(made).toBeGreaterThan(40);
	});

	it('agree when one of two copies of the list is 1.5 s behind', async () => {
		const habits = { ...CALM, latency: 1, listLag: 1500, listFlaps: true };
		for (let seed = 1; seed <= 300; seed++) {
			const parts = [{ begins: 500 }, { begins: 0 }, { begins: 2001 }];
			const { complete } = await play(1, parts, habits, seed);
			expect(complete).toHaveLength(1);
		}
	});

	it('never delete the video that another one completes, whatever If Upload Stops says', async () => {
		const parts = [{ begins: 0, breaks: true }, { begins: 2300 }];
		const { ids, reasons, complete, bytes } = await play(SIZE, parts, CALM);
		expect(reasons).toHaveLength(1);
		expect(ids).toEqual([complete[0].videoId]);
		expect(complete[0].bytes.equals(bytes)).toBe(true);
	});

	it('cut the file on the grid of the one that made the video, and say so', async () => {
		for (const [maker, taker] of [
			[5, 8],
			[8, 5],
			[7, 9],
		]) {
			const parts = [
				{ begins: 0, chunkSize: maker, breaks: true },
				{ begins: 5000, chunkSize: taker },
			];
			const { ids, complete, bytes, nodes } = await play(SIZE, parts, CALM);
			expect(ids).toEqual([complete[0].videoId]);
			expect(complete[0].bytes.equals(bytes)).toBe(true);
			expect(nodes[1].hints.map(({ message }) => message).join()).toContain(
				`chunks of a multiple of ${maker} MiB`,
			);
			const starts = complete[0].received.map(({ from }) => from);
			expect(starts.filter((from) => from % (maker * MIB) !== 0)).toEqual([]);
		}
	});

	const lengthsIn = ({ received }: { received: Array<{ from: number; to: number }> }) =>
		[...received]
			.sort((a, b) => a.from - b.from)
			.map(({ from, to }) => Number(((to + 1 - from) / MIB).toFixed(1)));

	it('have chunks of exactly the Chunk Size of the one that made the video', async () => {
		const { complete, nodes } = await play(SIZE, [{ begins: 0, chunkSize: 11 }], CALM);
		expect(lengthsIn(complete[0])).toEqual([11, 11, 11, 7.1]);
		expect(nodes[0].hints).toHaveLength(1);
	});

	it('have chunks of exactly the Chunk Size in the video of a file that a proxy took in no single request', async () => {
		const parts = [
			{ begins: 0, breaks: true },
			{ begins: 5000, chunkSize: 10 },
		];
		const { ids, complete, nodes } = await play(26 * MIB, parts, CALM);
		expect(ids).toEqual([complete[0].videoId]);
		expect(lengthsIn(complete[0])).toEqual([10, 10, 6]);
		expect(nodes[1].hints).toHaveLength(1);
	});

	it('meet with one request for all of the file and with chunks of it, and end in one whole video', async () => {
		let inChunks = 0;
		for (let seed = 1; seed <= 60; seed++) {
			const parts = [{ begins: 0 }, { begins: 5 * seed, chunkSize: 7 }, { begins: 9 * seed }];
			const { ids, complete, bytes } = await play(26 * MIB, parts, CALM, seed);
			expect(ids).toEqual(parts.map(() => complete[0].videoId));
			expect(complete[0].bytes.equals(bytes)).toBe(true);
			if (complete[0].received.length > 1) inChunks++;
		}
		// Otherwise one way has always come first.
		expect(inChunks).toBeGreaterThan(5);
		expect(inChunks).toBeLessThan(55);
	});

	it('wait until a container is known everywhere', async () => {
		const { ids, left } = await play(SIZE, pair, { ...CALM, unknownFor: 3000 });
		expect(ids).toHaveLength(2);
		expect(left).toHaveLength(1);
	});

	it('stop where the list never shows what was made', async () => {
		const { ids, reasons, service } = await play(SIZE, [{ begins: 0 }], {
			...CALM,
			listLag: 3_600_000,
		});
		expect(ids).toEqual([]);
		expect(reasons[0]).toContain('does not show the video');
		expect(service.videos[0].received).toEqual([]);
	});
});

const settings = fc.record({
	size: fc.constantFrom(1, 6 * MIB, 6 * MIB + 1, 23 * MIB + 7, 60 * MIB),
	parts: fc.array(
		fc.record({
			begins: fc.integer({ min: 0, max: 4000 }),
			chunkSize: fc.option(fc.constantFrom(5, 7, 8, 11, 20), { nil: undefined }),
			breaks: fc.constantFrom(false, false, false, true),
		}),
		{ minLength: 1, maxLength: 4 },
	),
	habits: fc.record({
		lists: fc.constantFrom(
			{ listLag: 0 },
			{ listLag: 300 },
			{ listLag: 1500 },
			{ listLag: 5000 },
			// How far a copy is behind that answers only now and then cannot be measured.
			{ listLag: 300, listFlaps: true },
			{ listLag: 1500, listFlaps: true },
		),
		statusLag: fc.constantFrom(0, 0, 500, 3000),
		unknownFor: fc.constantFrom(0, 0, 1000),
		latency: fc.constantFrom(1, 100, 600),
		resets: fc.constantFrom(0, 0.05, 0.2),
	}),
	seed: fc.integer(),
});

test(`${RUNS} random schedules of executions with one key: one complete video, or none said to be`, async () => {
	let succeeded = 0;
	await fc.assert(
		fc.asyncProperty(settings, async ({ size, parts, habits: { lists, ...others }, seed }) => {
			const habits = { ...others, ...lists };
			const { ids, reasons, complete, bytes } = await play(size, parts, habits, seed);
			expect(new Set(ids).size).toBeLessThanOrEqual(1);
			for (const id of ids) expect(complete.map(({ videoId }) => videoId)).toEqual([id]);
			for (const video of complete) expect(video.bytes.equals(bytes)).toBe(true);
			expect(complete.length).toBeLessThanOrEqual(1);
			expect(reasons.join()).not.toMatch(/undefined|TypeError|never sent/);
			succeeded += ids.length;
		}),
		{ numRuns: RUNS },
	);
	expect(succeeded).toBeGreaterThan(RUNS);
}, 600_000);
