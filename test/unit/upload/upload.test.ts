import { randomBytes } from 'node:crypto';
import {
	MIB,
	SourceError,
	upload,
	UploadStopped,
	type Outcome,
} from '../../../nodes/ApiVideo/upload';
import { HandTransport, answer, created, inTurn, lost, problem } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { VirtualClock } from '../support/virtualClock';

const SMALL = randomBytes(3000);
const LARGE = randomBytes(200 * MIB + 1);
const CHUNK = 64 * MIB;
const RANGES = [
	`0-${CHUNK - 1}/${LARGE.length}`,
	`${CHUNK}-${2 * CHUNK - 1}/${LARGE.length}`,
	`${2 * CHUNK}-${3 * CHUNK - 1}/${LARGE.length}`,
	`${3 * CHUNK}-${LARGE.length - 1}/${LARGE.length}`,
];
const OVERLAP = problem(400, 'video-content-range-by-bytes-range-overlap');
const withKey = { videoId: 'vi1', chunkBytes: CHUNK };
const withToken = { chunkBytes: CHUNK };

async function stopped(uploading: Promise<unknown>): Promise<UploadStopped> {
	const error: unknown = await uploading.then(
		() => 'it went through',
		(reason: unknown) => reason,
	);
	if (!(error instanceof UploadStopped)) throw new Error(`not stopped: ${String(error)}`);
	return error;
}

describe('a file of up to 200 MiB', () => {
	it('travels in one request without a range', async () => {
		const transport = new HandTransport('apiKey', inTurn(created('vi1', { title: 'new' })));
		const { video, progress } = await upload(memorySource(SMALL), transport, new VirtualClock(), {
			videoId: 'vi1',
		});
		expect(video).toEqual({ videoId: 'vi1', title: 'new' });
		expect(transport.seen).toEqual([{ videoId: 'vi1', range: undefined, bytes: SMALL }]);
		expect(progress).toMatchObject({ arrivedBytes: 3000, arrivedChunks: 1, chunks: 1, retries: 0 });
	});

	it('is opened again for a second try', async () => {
		const transport = new HandTransport('apiKey', inTurn(answer(503), created()));
		const source = memorySource(SMALL);
		await upload(source, transport, new VirtualClock(), { videoId: 'vi1' });
		expect(transport.seen.map(({ bytes }) => bytes.equals(SMALL))).toEqual([true, true]);
		expect([source.opened, source.closed]).toEqual([2, 2]);
	});

	it('is not sent again when the status says that it is complete', async () => {
		const transport = new HandTransport('apiKey', inTurn(lost())).answerQuestions({
			complete: true,
			ranges: [],
		});
		const { video } = await upload(memorySource(SMALL), transport, new VirtualClock(), {
			videoId: 'vi1',
		});
		expect(transport.seen).toHaveLength(1);
		expect(video).toEqual({ videoId: 'vi1', title: 'fetched' });
	});

	it('counts as arrived when the second try hears that the first one did', async () => {
		const transport = new HandTransport(
			'apiKey',
			inTurn(lost(), problem(400, 'video-source-already-uploaded')),
		);
		const { video } = await upload(memorySource(SMALL), transport, new VirtualClock(), {
			videoId: 'vi1',
		});
		expect(video).toEqual({ videoId: 'vi1', title: 'fetched' });
	});

	it('says that there may be a copy when a token upload lost its only answer', async () => {
		const transport = new HandTransport('uploadToken', inTurn(lost(), created('vi2')));
		const { video, progress } = await upload(memorySource(SMALL), transport, new VirtualClock());
		expect(video.videoId).toBe('vi2');
		expect(progress.possibleCopy).toBe(true);
	});

	it('is not completed when it is shorter than it said', async () => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		const source = memorySource(SMALL, [100], 4000);
		const uploading = upload(source, transport, new VirtualClock(), { videoId: 'vi1' });
		await expect(uploading).rejects.toThrow(SourceError);
		expect(transport.seen).toHaveLength(0);
	});
});

describe('a file above 200 MiB', () => {
	it('travels in ranges into the container, in order', async () => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		const told: number[] = [];
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), {
			...withKey,
			onProgress: ({ arrivedChunks }) => told.push(arrivedChunks),
		});
		expect(transport.seen.map(({ range }) => range)).toEqual(RANGES);
		expect(Buffer.concat(transport.seen.map(({ bytes }) => bytes)).equals(LARGE)).toBe(true);
		expect(transport.seen.every(({ videoId }) => videoId === 'vi1')).toBe(true);
		expect(progress).toMatchObject({ arrivedBytes: LARGE.length, arrivedChunks: 4, chunks: 4 });
		expect(told).toEqual([1, 2, 3, 4]);
	});

	it('takes the videoId of a token upload from the first answer', async () => {
		const transport = new HandTransport('uploadToken', inTurn(created('vi7')));
		const { video } = await upload(memorySource(LARGE), transport, new VirtualClock(), withToken);
		expect(transport.seen.map(({ videoId }) => videoId)).toEqual([undefined, 'vi7', 'vi7', 'vi7']);
		expect(video.videoId).toBe('vi7');
	});

	it.each([0, 1, 2, 3])('sends chunk %d again after a 503 and a lost answer', async (position) => {
		const troubles: Outcome[] = [answer(503), lost()];
		const transport = new HandTransport('apiKey', ({ range }) =>
			range?.from === position * CHUNK ? (troubles.shift() ?? created()) : created(),
		);
		const { progress } = await upload(
			memorySource(LARGE),
			transport,
			new VirtualClock(),
			withKey,
		);
		const sent = transport.seen.map(({ range }) => range);
		const again = Array.from({ length: 3 }, () => RANGES[position]);
		expect(sent).toEqual([...RANGES.slice(0, position), ...again, ...RANGES.slice(position + 1)]);
		expect(transport.seen[position + 2].bytes.equals(transport.seen[position].bytes)).toBe(true);
		expect(progress.retries).toBe(2);
	});

	it('does not send a chunk again that the status lists', async () => {
		const transport = new HandTransport('apiKey', inTurn(created(), lost(), created()));
		transport.answerQuestions({ complete: false, ranges: [{ from: 0, to: 2 * CHUNK - 1 }] });
		await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(transport.seen.map(({ range }) => range)).toEqual(RANGES);
		expect(transport.asked).toEqual(['vi1']);
	});

	it('lets the overlap answer speak where a token cannot ask', async () => {
		const transport = new HandTransport(
			'uploadToken',
			inTurn(created('vi7', { title: 'a' }), lost(), OVERLAP, created('vi7', { title: 'b' }), lost(), OVERLAP),
		);
		const { video, progress } = await upload(
			memorySource(LARGE),
			transport,
			new VirtualClock(),
			withToken,
		);
		const sent = transport.seen.map(({ range }) => RANGES.indexOf(String(range)));
		expect(sent).toEqual([0, 1, 1, 2, 3, 3]);
		expect(video).toEqual({ videoId: 'vi7', title: 'b' });
		expect(progress.possibleCopy).toBe(false);
	});

	it('fetches the video when the last answer was lost', async () => {
		const transport = new HandTransport(
			'apiKey',
			inTurn(created(), created(), created(), lost(), OVERLAP),
		);
		const { video } = await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(video).toEqual({ videoId: 'vi1', title: 'fetched' });
	});

	it('waits as long as a 429 says, else after a backoff', async () => {
		const limited = (seconds?: string) =>
			answer(429, {}, seconds ? { 'x-ratelimit-retry-after': seconds } : {});
		const transport = new HandTransport(
			'apiKey',
			inTurn(created(), limited('37'), limited(), created()),
		);
		const clock = new VirtualClock(0.5);
		await upload(memorySource(LARGE), transport, clock, withKey);
		expect(clock.waits).toEqual([37_000, 500]);
	});

	it('stops when the token has expired between two chunks, and knows what has arrived', async () => {
		const transport = new HandTransport(
			'uploadToken',
			inTurn(created('vi7'), created('vi7'), problem(401, 'authentication-invalid-upload-token')),
		);
		const source = memorySource(LARGE);
		const error = await stopped(upload(source, transport, new VirtualClock(), withToken));
		expect(error.reason).toBe('authentication');
		expect(error.progress).toMatchObject({
			videoId: 'vi7',
			arrivedChunks: 2,
			arrivedBytes: 2 * CHUNK,
			chunks: 4,
		});
		expect(transport.seen).toHaveLength(3);
		expect(source.closed).toBe(1);
	});

	it('stops when somebody else writes to the video', async () => {
		const transport = new HandTransport('apiKey', inTurn(created(), OVERLAP));
		const error = await stopped(upload(memorySource(LARGE), transport, new VirtualClock(), withKey));
		expect(error.reason).toBe('conflict');
		expect(transport.seen).toHaveLength(2);
	});

	it.each([
		['no answer', lost(), 'unreachable'],
		['503', answer(503), 'noUsableAnswer'],
		['a proxy page with 200', answer(200, '<html>'), 'noUsableAnswer'],
		['429', answer(429, {}, { 'retry-after': '60' }), 'rateLimited'],
	])('gives up after ten times %s in the middle', async (_case, outcome, reason) => {
		const transport = new HandTransport('apiKey', inTurn(created(), outcome));
		const clock = new VirtualClock();
		const error = await stopped(upload(memorySource(LARGE), transport, clock, withKey));
		expect([error.reason, error.tries, transport.seen.length]).toEqual([reason, 10, 11]);
		expect(clock.waits).toHaveLength(9);
	});

	it('gives up sooner when the service never answered', async () => {
		const transport = new HandTransport('uploadToken', inTurn(lost()));
		const error = await stopped(
			upload(memorySource(LARGE), transport, new VirtualClock(), withToken),
		);
		expect([error.tries, error.progress.videoId]).toEqual([5, undefined]);
	});

	it('ends at once when it is cancelled while it waits', async () => {
		const transport = new HandTransport('apiKey', inTurn(answer(503)));
		const clock = new VirtualClock();
		clock.sleep = async () => await Promise.reject(new Error('cancelled'));
		const source = memorySource(LARGE);
		await expect(upload(source, transport, clock, withKey)).rejects.toThrow('cancelled');
		expect([transport.seen.length, source.closed]).toEqual([1, 1]);
	});
});

describe('backoff', () => {
	it('grows from half a second to 30 seconds, times chance', async () => {
		const transport = new HandTransport('apiKey', inTurn(created(), answer(500)));
		const clock = new VirtualClock(1);
		await stopped(upload(memorySource(LARGE), transport, clock, withKey));
		expect(clock.waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	});
});
