import { holds } from '../../../nodes/ApiVideo/upload/confirm';
import { Frame } from '../../../nodes/ApiVideo/upload/frame';
import { frames } from '../../../nodes/ApiVideo/upload/frames';
import { Gate } from '../../../nodes/ApiVideo/upload/gate';
import { Pace } from '../../../nodes/ApiVideo/upload/pace';
import { notCovered } from '../../../nodes/ApiVideo/upload/plan';
import { partFrames } from '../../../nodes/ApiVideo/upload/partFrames';
import { PieceReader } from '../../../nodes/ApiVideo/upload/pieceReader';
import { Throttle } from '../../../nodes/ApiVideo/upload/throttle';
import {
	BLOCK_BYTES,
	Lines,
	MIB,
	Party,
	SINGLE_REQUEST_MAX_BYTES,
	upload,
	UploadStopped,
	type Outcome,
	type UploadRequest,
	type UploadSource,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { createClock } from '../../../nodes/ApiVideo/n8n/clock';
import { answer, lost, problem } from '../support/handTransport';
import { memoryOf } from '../support/memoryOf';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { streamedSource } from '../support/streamedSource';
import { countTimers, hung, hungUntil, listenersOf, settle, watched } from './support';

// Files above 20 MiB already go in chunks, of 8 MiB.
jest.mock('../../../nodes/ApiVideo/upload/limits', () => ({
	...jest.requireActual<object>('../../../nodes/ApiVideo/upload/limits'),
	SINGLE_REQUEST_MAX_BYTES: 20 * 1024 * 1024,
}));

const clock = createClock();
const party = () => new Party({ parallel: 8, memoryBytes: 16 * MIB });
const drain = async (pieces: AsyncIterable<unknown>) => {
	for await (const piece of pieces) void piece;
};
const source = (open: UploadSource['open'], size = MIB): UploadSource => ({
	name: 'film.mp4',
	type: 'video/mp4',
	size,
	open,
});
async function* never(signal: AbortSignal): AsyncGenerator<Uint8Array> {
	yield await hungUntil<Uint8Array>(signal);
}
const ONE_BLOCK = {
	buffers: [Buffer.alloc(BLOCK_BYTES)],
	bytes: BLOCK_BYTES,
	waits: () => {},
	release: () => {},
};
const HUNG_SOURCE = source((_from, signal) => never(signal));

const hungReader = (signal: AbortSignal) => new PieceReader(HUNG_SOURCE, 0, () => never(signal));

const HUNG_RANGES: UploadSource = {
	...source((_from, signal) => never(signal), 60 * MIB),
	ranges: { parallel: () => 3, read: (_range, signal) => never(signal) },
};

const PART = () => ({ wanted: 8 * MIB, least: 8 * MIB });

/** Everything of the engine that waits, as it waits. */
const PLACES: Array<[string, (signal: AbortSignal) => Promise<unknown>]> = [
	['a sleep', async (signal) => await clock.sleep(60_000, signal)],
	[
		'for a place',
		async (signal) => {
			const gate = new Gate(clock, () => ({ most: 1, parties: 1 }));
			void gate.pass(party(), hung, NEVER);
			await gate.pass(party(), hung, signal);
		},
	],
	[
		'for memory',
		async (signal) => {
			const memory = memoryOf(16 * MIB);
			await memory.reserve(16 * MIB, NEVER);
			await memory.reserve(1, signal);
		},
	],
	[
		'for the end of a pause',
		async (signal) => {
			const pace = new Pace(clock);
			pace.pause(60_000);
			await pace.run(hung, signal);
		},
	],
	[
		'for the bytes of a frame',
		async (signal) => {
			const frame = new Frame(0, BLOCK_BYTES, ONE_BLOCK);
			void frame.fill(BLOCK_BYTES, hung, hung);
			await drain(frame.open(signal));
		},
	],
	[
		'for the first bytes of a frame',
		async (signal) => {
			const frame = new Frame(0, BLOCK_BYTES, ONE_BLOCK);
			void frame.fill(BLOCK_BYTES, hung, hung);
			await frame.firstBytes(signal);
		},
	],
	[
		'for readings of several ranges',
		async (signal) => {
			const whole = [{ from: 0, to: HUNG_RANGES.size - 1 }];
			const nextLength = () => ({ wanted: 8 * MIB, least: 8 * MIB });
			await drain(frames(HUNG_RANGES, whole, memoryOf(32 * MIB), nextLength, signal));
		},
	],
	[
		'for the bytes of a part',
		async (signal) => {
			const before = async (_at: number, until: AbortSignal) => void (await hungUntil(until));
			const source = streamedSource(Buffer.alloc(MIB), { before });
			await drain(partFrames(source, memoryOf(32 * MIB), PART, signal));
		},
	],
	[
		'for the memory of a part',
		async (signal) => {
			const memory = memoryOf(16 * MIB);
			await memory.reserve(16 * MIB, NEVER);
			await drain(partFrames(streamedSource(Buffer.alloc(MIB)), memory, PART, signal));
		},
	],
	[
		'for somebody to open a part',
		async (signal) => {
			const source = streamedSource(Buffer.alloc(9 * MIB));
			await drain(partFrames(source, memoryOf(32 * MIB), PART, signal));
		},
	],
	['for a piece', async (signal) => await hungReader(signal).fill(Buffer.alloc(1))],
	['for pieces that are read over', async (signal) => await hungReader(signal).skip(1)],
	[
		'for the bandwidth',
		async (signal) => {
			const pieces = memorySource(Buffer.alloc(MIB)).open(0, NEVER);
			await drain(new Throttle(1, clock).slow(pieces, signal));
		},
	],
	[
		'for the end of a pause before it takes the bandwidth',
		async (signal) => {
			const share = new Lines(() => clock).enter(party()).share('account');
			share.lane.pace.pause(60_000);
			await new Throttle(1, clock).pass(share, hung, signal);
		},
	],
	[
		'for memory that another account holds',
		async (signal) => {
			const lines = new Lines(() => clock);
			await lines
				.enter(party())
				.share('other')
				.memory.reserve(16 * MIB, NEVER);
			await lines.enter(party()).share('account').memory.reserve(1, signal);
		},
	],
	[
		'for a status that shows all',
		async (signal) => {
			const ask = async () => ({ complete: false, ranges: [] });
			await holds(
				({ ranges }) => notCovered(ranges, [{ from: 0, to: 1 }]),
				'vi1',
				ask,
				clock,
				signal,
			);
		},
	],
];

test.each(PLACES)('who waits %s ends with the signal, and leaves nothing', async (_name, wait) => {
	const timers = countTimers();
	const cancel = new AbortController();
	const reason = new Error('cancelled');
	const state = watched(wait(cancel.signal));
	await settle();
	expect(state.ended).toBe(false);
	cancel.abort(reason);
	await settle();
	expect(state).toMatchObject({ ended: true, reason: expect.anything() as unknown });
	expect(listenersOf(cancel.signal)).toBe(0);
	expect(timers()).toBe(0);
});

/** What an upload waits for, by what the service and the file do. */
interface Waiting {
	readonly send?: (request: UploadRequest, signal: AbortSignal) => Promise<Outcome>;
	readonly received?: UploadTransport['received'];
	readonly video?: UploadTransport['video'];
	readonly file?: UploadSource;
	/** Answers before the body is read; undefined: reads it. */
	readonly early?: (request: UploadRequest, signal: AbortSignal) => Promise<Outcome | undefined>;
	/** Of the wait before the next try, from 0 to 1; 0.99 unless given. */
	readonly chance?: number;
	readonly options?: ConstructorParameters<typeof Party>[0];
}

const CREATED = answer(201, { videoId: 'vi1' });
const CHUNKED = 60 * MIB;
const file = (size: number) => memorySource(Buffer.alloc(size));
const hungFrom = (offset: number, size = CHUNKED) =>
	source(async function* (from, signal) {
		for (let at = from; at < offset; at += MIB) yield Buffer.alloc(MIB);
		yield await hungUntil<Uint8Array>(signal);
	}, size);

/** For the whole file in one request, and for the second chunk of one that is cut. */
const UPLOADS: Array<[string, Waiting]> = [
	['an answer', { send: async (_request, signal) => await hungUntil(signal) }],
	[
		'the status',
		{ send: async () => lost(), received: async (_id, signal) => await hungUntil(signal) },
	],
	['the next try', { send: async () => lost(), received: async () => undefined }],
	['the end of a pause', { send: async () => answer(429, {}, { 'retry-after': '60' }) }],
	[
		'a status that shows what was refused',
		{
			send: alternately(lost(), problem(400, 'video-content-range-by-bytes-range-overlap')),
			received: async () => ({ complete: false, ranges: [] }),
			chance: 0,
		},
	],
	['its container to be known', { send: async () => problem(404, 'resource-not-found') }],
	['the file', { file: hungFrom(0) }],
	['several ranges of the file', { file: HUNG_RANGES }],
	['the bandwidth', { options: { bytesPerSecond: 1 } }],
];

/** The answers to each range of each upload, one after the other; the last one for good. */
function alternately(...outcomes: Outcome[]): NonNullable<Waiting['send']> {
	const uploads = new WeakMap<AbortSignal, Map<number | undefined, number>>();
	return async ({ range }, signal) => {
		const turns = uploads.get(signal) ?? new Map<number | undefined, number>();
		uploads.set(signal, turns);
		const turn = turns.get(range?.from) ?? 0;
		turns.set(range?.from, turn + 1);
		return outcomes[Math.min(turn, outcomes.length - 1)];
	};
}

function transportOf({ send, received, video, early }: Waiting): UploadTransport {
	return {
		send: async (request, signal) => {
			const pieces = request.body.open(signal);
			const answered = await early?.(request, signal);
			if (answered) return answered;
			await drain(pieces);
			return (await send?.(request, signal)) ?? CREATED;
		},
		received: received ?? (async () => undefined),
		video: video ?? (async (videoId) => ({ videoId })),
	};
}

function world(waiting: Waiting, lines = new Lines(() => createClock())) {
	const member = lines.enter(new Party({ parallel: 8, memoryBytes: 32 * MIB, ...waiting.options }));
	const share = member.share('account');
	const begin = async (signal?: AbortSignal, size = CHUNKED) =>
		await upload(waiting.file ?? file(size), transportOf(waiting), share, {
			videoId: 'vi1',
			fresh: true,
			signal,
		});
	return { lines, member, share, begin, blocks: () => lines['pool']['inUse'] as number };
}

/** Until the memory is full, or everybody waits: reading takes some turns. */
const LONG = 3000;

describe.each([
	['in one request', SINGLE_REQUEST_MAX_BYTES],
	['in chunks', CHUNKED],
])('an upload %s', (_how, size) => {
	it.each(UPLOADS)(
		'that waits for %s ends with its signal, and leaves nothing',
		async (_name, waiting) => {
			const { begin, member, share, blocks } = world(waiting);
			const cancel = new AbortController();
			const reason = new Error('cancelled');
			jest.spyOn(Math, 'random').mockReturnValue(waiting.chance ?? 0.99);
			const state = watched(begin(cancel.signal, size));
			await settle(LONG);
			expect(state.ended).toBe(false);
			cancel.abort(reason);
			await settle();
			jest.restoreAllMocks();
			expect(state.ended).toBe(true);
			expect(state.reason).toBeDefined();
			expect(state.reason).not.toBeInstanceOf(UploadStopped);
			expect(listenersOf(cancel.signal)).toBe(0);
			expect(blocks()).toBe(0);
			expect(share.lane.gate['taken']).toBe(0);
			member.leave();
			expect(share.memory.ceiling.used).toBe(0);
		},
	);
});

describe('an upload that waits for the video', () => {
	it('ends with its signal', async () => {
		const { begin } = world({
			send: async () => problem(400, 'video-source-already-uploaded'),
			video: async (_id, signal) => await hungUntil(signal),
		});
		const cancel = new AbortController();
		const state = watched(begin(cancel.signal, MIB));
		await settle(LONG);
		cancel.abort();
		await settle();
		expect(state.ended).toBe(true);
	});
});

describe('an upload that stops', () => {
	const FORBIDDEN = problem(403, 'authorization-suspended-account');

	it.each(UPLOADS.filter(([, { file: own }]) => own === undefined))(
		'ends at once, though another chunk waits for %s',
		async (_name, waiting) => {
			jest.spyOn(Math, 'random').mockReturnValue(waiting.chance ?? 0.99);
			const refuse = new AbortController();
			const early: Waiting['early'] = async (request, signal) => {
				if (request.range?.from !== 0) return undefined;
				await hungUntil(AbortSignal.any([refuse.signal, signal])).catch(() => undefined);
				return FORBIDDEN;
			};
			const { begin, blocks } = world({ ...waiting, early });
			const state = watched(begin());
			await settle(LONG);
			expect(state.ended).toBe(false);
			refuse.abort();
			await settle();
			jest.restoreAllMocks();
			expect(state.reason).toMatchObject({ reason: 'rejected' });
			expect(blocks()).toBe(0);
		},
	);

	it('ends at once, though the file hangs', async () => {
		const refuse = new AbortController();
		const { begin, blocks } = world({
			file: hungFrom(12 * MIB),
			send: async () => {
				await hungUntil(refuse.signal).catch(() => undefined);
				return FORBIDDEN;
			},
		});
		const state = watched(begin());
		await settle(LONG);
		refuse.abort();
		await settle();
		expect(state.reason).toMatchObject({ reason: 'rejected' });
		expect(blocks()).toBe(0);
	});

	it('ends at once, though another chunk waits for a place, and for memory', async () => {
		const lines = new Lines(() => createClock());
		const busy = world({ send: async (_request, signal) => await hungUntil(signal) }, lines);
		const cancel = new AbortController();
		const other = watched(busy.begin(cancel.signal));
		await settle(LONG);
		const refuse = new AbortController();
		const stopping = world({ send: async () => FORBIDDEN, file: file(CHUNKED) }, lines);
		const state = watched(stopping.begin(refuse.signal));
		await settle(LONG);
		refuse.abort();
		await settle();
		expect(state.ended).toBe(true);
		expect(other.ended).toBe(false);
		cancel.abort();
		await settle();
		expect(lines['pool']['inUse']).toBe(0);
	});
});

describe('an execution that is cancelled', () => {
	it.each(UPLOADS)(
		'costs another one nothing, which waits for %s as well',
		async (_name, waiting) => {
			jest.spyOn(Math, 'random').mockReturnValue(waiting.chance ?? 0.99);
			const lines = new Lines(() => createClock());
			const [first, second] = [world(waiting, lines), world(waiting, lines)];
			const cancel = new AbortController();
			const other = new AbortController();
			const states = [first.begin(cancel.signal), second.begin(other.signal)].map(watched);
			await settle(LONG);
			cancel.abort();
			await settle(100);
			expect(states.map(({ ended }) => ended)).toEqual([true, false]);
			first.member.leave();
			other.abort();
			await settle();
			jest.restoreAllMocks();
			expect(states[1].ended).toBe(true);
			expect(lines['pool']['inUse']).toBe(0);
		},
	);

	it('costs another one nothing, which waits for its place or memory, and then gets them', async () => {
		const lines = new Lines(() => createClock());
		const full = world({ send: async (_request, signal) => await hungUntil(signal) }, lines);
		const next = world({}, lines);
		const cancel = new AbortController();
		const states = [watched(full.begin(cancel.signal)), watched(next.begin())];
		await settle(LONG);
		expect(states.map(({ ended }) => ended)).toEqual([false, false]);
		cancel.abort();
		await settle(LONG);
		expect(states.map(({ ended }) => ended)).toEqual([true, true]);
		expect(states[1].reason).toBeUndefined();
	});
});

test('whoever has waited, and got what it waited for, leaves nothing at its signal', async () => {
	const { signal } = new AbortController();
	const memory = memoryOf(16 * MIB);
	const all = await memory.reserve(16 * MIB, NEVER);
	const blocks = memory.reserve(1, signal);
	const gate = new Gate(clock, () => ({ most: 1, parties: 1 }));
	let end = () => {};
	const first = gate.pass(
		party(),
		async () => await new Promise<void>((done) => (end = done)),
		NEVER,
	);
	const second = gate.pass(party(), async () => 'passed', signal);
	await settle();
	expect(listenersOf(signal)).toBe(1);
	all.release();
	end();
	await Promise.all([first, second, blocks, clock.sleep(1, signal)]);
	expect(listenersOf(signal)).toBe(0);
});
