import { uploadShared } from '../../../nodes/ApiVideo/resources/video/sharedUpload';
import {
	MIB,
	UploadStopped,
	type Outcome,
	type Share,
	type ByteRange,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import { FakeNode, response } from '../support/fakeNode';
import { answer, problem } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { VirtualClock } from '../support/virtualClock';
import { whileSending } from '../../../nodes/ApiVideo/resources/video/sentHere';
import { stepContext } from '../support/stepContext';
import { shareOf } from '../support/shareOf';

// Files above 6 MiB already go in chunks, of 5 MiB.
jest.mock('../../../nodes/ApiVideo/upload/limits', () => ({
	...jest.requireActual<object>('../../../nodes/ApiVideo/upload/limits'),
	SINGLE_REQUEST_MAX_BYTES: 6 * 1024 * 1024,
	CHUNK_START_BYTES: 5 * 1024 * 1024,
}));

const SIZE = 20 * MIB;
const FILE = memorySource(Buffer.alloc(SIZE));
const OVERLAP = problem(400, 'video-content-range-by-bytes-range-overlap');
const first = (mebibytes: number): ByteRange[] => [{ from: 0, to: mebibytes * MIB - 1 }];

/** What the service says it holds, one time after the other; the last one serves for all that follow. */
type Held = Array<ByteRange[] | 'all'>;

/** What else happens; told how often the status was asked. */
type Around = (share: Share, asked: () => number) => void;

/** Turns of the event loop after which nothing will happen any more. */
const TURNS = 10_000;

async function until(happened: () => boolean): Promise<void> {
	for (let turn = 0; turn < TURNS && !happened(); turn++)
		await new Promise((next) => setImmediate(next));
}

async function meet(held: Held, outcomes: Outcome[], around?: Around) {
	const questions: string[] = [];
	const node = new FakeNode({
		reply: ({ url }) => {
			if (!url.endsWith('/status')) return response(200, { videoId: 'vi1', title: 'Complete' });
			const now = held[Math.min(questions.push(url), held.length) - 1];
			const receivedBytes = now === 'all' ? [] : now.map((one) => ({ ...one, total: SIZE }));
			const status = now === 'all' ? 'uploaded' : 'uploading';
			return response(200, { ingest: { status, receivedBytes } });
		},
	});
	const sent: Array<number | undefined> = [];
	const transport: UploadTransport = {
		send: async ({ range }) => {
			const outcome = outcomes[sent.push(range?.from) - 1];
			return outcome ?? answer(201, { videoId: 'vi1' });
		},
	};
	const n8n = node.execution;
	const clock = new VirtualClock(() => 0.5);
	const container = {
		kind: 'open',
		videoId: 'vi1',
		received: [],
		made: false,
		shared: true,
	} as const;
	const share = shareOf(clock, { parallel: 1 });
	around?.(share, () => questions.length);
	const result = await uploadShared(stepContext(n8n, clock), FILE, transport, share, container, {
		chunkBytes: 5 * MIB,
	}).catch((error: unknown) => error);
	return { result, sent: sent.map((from = 0) => from / MIB), questions, waits: clock.waits };
}

describe('an upload that meets another one of the same file', () => {
	it('goes on undisturbed as long as they do not meet', async () => {
		const { result, sent, questions } = await meet([], []);
		expect(result).toMatchObject({ video: { videoId: 'vi1' } });
		expect(sent).toEqual([0, 5, 10, 15]);
		expect(questions).toEqual([]);
	});

	it('waits as long as something arrives, and puts out the video that the other one completes', async () => {
		const growing = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map(first);
		const { result, sent, waits } = await meet([...growing, 'all'], [OVERLAP]);
		expect(result).toMatchObject({
			video: { videoId: 'vi1', title: 'Complete' },
			progress: { arrivedBytes: SIZE, resumedBytes: SIZE },
			milliseconds: 150_000,
		});
		expect(sent).toEqual([0]);
		expect(new Set(waits)).toEqual(new Set([10_000]));
	});

	it('sends what is missing once nothing has arrived for a while', async () => {
		const { result, sent, waits } = await meet([first(10)], [OVERLAP]);
		expect(result).toMatchObject({ progress: { arrivedBytes: SIZE, resumedBytes: 10 * MIB } });
		expect(sent).toEqual([0, 10, 15]);
		// A minute, and half of another one by chance.
		expect(waits).toHaveLength(9);
	});

	it('does not take one that waits for its turn in this process for one that has stopped', async () => {
		let release = () => {};
		const { sent, questions } = await meet(
			[...Array<ByteRange[]>(30).fill(first(10)), 'all'],
			[OVERLAP],
			({ lane }) => {
				void whileSending(
					lane,
					'vi1',
					async () => await new Promise<void>((end) => (release = end)),
				);
			},
		);
		release();
		expect(sent).toEqual([0]);
		expect(questions).toHaveLength(31);
	});

	it('goes on once that one has ended, and nothing has arrived for a while', async () => {
		const { sent, questions } = await meet([first(10)], [OVERLAP], ({ lane }, asked) => {
			const busy = async () => {
				await until(() => asked() >= 30);
			};
			void whileSending(lane, 'vi1', busy);
		});
		expect(sent).toEqual([0, 10, 15]);
		expect(questions.length).toBeGreaterThan(30);
		expect(questions.length).toBeLessThan(45);
	});

	it('does not count the time for which the rate limit holds everybody back', async () => {
		const { sent, questions } = await meet([first(10)], [OVERLAP], ({ lane }, asked) => {
			const refuse = async () => {
				await until(() => asked() >= 1);
				lane.pace.pause(300_000);
			};
			void refuse();
		});
		expect(sent).toEqual([0, 10, 15]);
		expect(questions.length).toBeGreaterThan(36);
	});

	it('tells of all that it has sent itself, also before it had to wait', async () => {
		const { result, sent } = await meet([first(15)], [answer(201, { videoId: 'vi1' }), OVERLAP]);
		expect(sent).toEqual([0, 5, 15]);
		expect(result).toMatchObject({
			progress: { arrivedBytes: SIZE, resumedBytes: 10 * MIB, requests: 2 },
		});
	});

	it('stops when they keep meeting, and says how far it has come', async () => {
		const { result, sent } = await meet([first(10)], Array<Outcome>(9).fill(OVERLAP));
		expect(result).toBeInstanceOf(UploadStopped);
		expect(result).toMatchObject({ reason: 'conflict', progress: { videoId: 'vi1' } });
		expect(sent).toHaveLength(5);
	});

	it('stops at once for any other reason', async () => {
		const { result, questions } = await meet([], [problem(403, 'authorization-suspended-account')]);
		expect(result).toMatchObject({ reason: 'rejected' });
		expect(questions).toEqual([]);
	});
});
