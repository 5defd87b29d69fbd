import { randomBytes } from 'node:crypto';
import {
	MIB,
	SourceError,
	upload as uploadOnLine,
	UploadStopped,
	type Progress,
	type Received,
	type ByteRange,
	type UploadOptions,
	type UploadSource,
	type UploadTransport,
} from '../../../nodes/ApiVideo/upload';
import {
	HandTransport,
	answer,
	at,
	created,
	inTurn,
	lost,
	problem,
} from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';
import { shareOf } from '../support/shareOf';

const SMALL = randomBytes(3000);
const LARGE = randomBytes(200 * MIB + 1);
const CHUNK = 64 * MIB;
const RANGES = [
	`0-${CHUNK - 1}/${LARGE.length}`,
	`${CHUNK}-${2 * CHUNK - 1}/${LARGE.length}`,
	`${2 * CHUNK}-${3 * CHUNK - 1}/${LARGE.length}`,
	`${3 * CHUNK}-${LARGE.length - 1}/${LARGE.length}`,
];
const NOTHING = { complete: false, ranges: [] };
const COMPLETE = { complete: true, ranges: [] };
const OVERLAP = problem(400, 'video-content-range-by-bytes-range-overlap');
const withKey = { videoId: 'vi1', chunkBytes: CHUNK };
const withToken = { chunkBytes: CHUNK };

/** One request after the other, so that a test can say which one meets which answer. */
async function upload(
	source: UploadSource,
	transport: UploadTransport,
	clock: VirtualClock,
	options?: UploadOptions,
) {
	const line = shareOf(clock, { parallel: 1, memoryBytes: 2 * CHUNK });
	return await uploadOnLine(source, transport, line, options);
}

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
		transport.keepBytes = true;
		const { video, progress } = await upload(memorySource(SMALL), transport, new VirtualClock(), {
			videoId: 'vi1',
		});
		expect(video).toEqual({ videoId: 'vi1', title: 'new' });
		expect(transport.seen).toEqual([{ videoId: 'vi1', range: undefined, bytes: SMALL }]);
		expect(progress).toMatchObject({
			arrivedBytes: 3000,
			requests: 1,
			totalBytes: 3000,
			retries: 0,
		});
	});

	it('is opened again for a second try', async () => {
		const transport = new HandTransport('apiKey', inTurn(answer(503), created()));
		transport.keepBytes = true;
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

	it('counts as arrived when the second try hears that the first one did, and the status says so later', async () => {
		const transport = new HandTransport(
			'apiKey',
			inTurn(lost(), problem(400, 'video-source-already-uploaded')),
		).answerQuestions([NOTHING, NOTHING, NOTHING, COMPLETE]);
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

describe('a Chunk Size', () => {
	const FILE = LARGE.subarray(0, 60 * MIB);
	const send = async (chunkSize: number, memory: number, more: UploadOptions = {}) => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		const line = shareOf(new VirtualClock(), { parallel: 1, memoryBytes: memory * MIB });
		const arrived: number[] = [];
		const onArrived = ({ from, to }: ByteRange) => void arrived.push((to + 1 - from) / MIB);
		const options = { chunkBytes: chunkSize * MIB, onArrived, ...more };
		await uploadOnLine(memorySource(FILE), transport, line, options);
		return { arrived, ranges: transport.seen.map(({ range }) => range) };
	};

	it.each([
		[20, 64, [20, 20, 20]],
		[50, 100, [50, 10]],
		[50, 64, [50, 10]],
		[50, 52, [50, 10]],
		[50, 32, [30, 30]],
		[47.5, 64, [47.5, 12.5]],
		[5, 16, Array<number>(12).fill(5)],
	])(
		'of %d MiB with %d MiB of memory cuts 60 MiB exactly, or as far as they go',
		async (chunkSize, memory, lengths) => {
			for (const videoId of ['vi1', undefined]) {
				const { arrived, ranges } = await send(chunkSize, memory, { videoId });
				expect(arrived).toEqual(lengths);
				expect(ranges[0]).toBe(`0-${lengths[0] * MIB - 1}/${FILE.length}`);
			}
		},
	);

	it.each([60, 200])(
		'of %d MiB leaves a file that is no larger in one request',
		async (chunkSize) => {
			expect((await send(chunkSize, 64)).ranges).toEqual([undefined]);
		},
	);

	it.each([5 * MIB - 1, 200 * MIB + 1])('of %d bytes is none', async (chunkBytes) => {
		const sending = send(5, 64, { chunkBytes });
		await expect(sending).rejects.toThrow('A chunk must be between 5 MiB and 200 MiB');
	});
});

describe('a file of up to 200 MiB for a video that takes chunks by now', () => {
	const BEGUN = problem(400, 'video-content-range-already-initiated');

	it('goes on in chunks', async () => {
		const transport = new HandTransport('apiKey', inTurn(BEGUN, created()));
		const file = LARGE.subarray(0, 20 * MIB);
		const options = { videoId: 'vi1', gridBytes: 5 * MIB };
		await upload(memorySource(file), transport, new VirtualClock(), options);
		expect(transport.seen.map(({ range }) => range)).toEqual([
			undefined,
			`0-${5 * MIB - 1}/${file.length}`,
			`${5 * MIB}-${10 * MIB - 1}/${file.length}`,
			`${10 * MIB}-${15 * MIB - 1}/${file.length}`,
			`${15 * MIB}-${20 * MIB - 1}/${file.length}`,
		]);
	});

	it('stops when somebody else has sent a part of it', async () => {
		const transport = new HandTransport('apiKey', inTurn(BEGUN, OVERLAP));
		const uploading = upload(memorySource(SMALL), transport, new VirtualClock(), {
			videoId: 'vi1',
		});
		expect((await stopped(uploading)).reason).toBe('conflict');
	});
});

describe('a request that is too long for a proxy', () => {
	it.each([undefined, CHUNK])('is not sent again', async (chunkBytes) => {
		const transport = new HandTransport('apiKey', inTurn(answer(413, '<html>')));
		const options = { videoId: 'vi1', chunkBytes };
		const error = await stopped(
			upload(memorySource(LARGE), transport, new VirtualClock(), options),
		);
		expect(error).toMatchObject({ reason: 'rejected', tries: 1, outcome: { status: 413 } });
		const ranges = transport.seen.map(({ range }) => range);
		expect(new Set(ranges).size).toBe(ranges.length);
	});
});

describe('a file above 200 MiB', () => {
	it('travels in ranges into the container, in order', async () => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		transport.keepBytes = true;
		const told: number[] = [];
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), {
			...withKey,
			onProgress: ({ requests }) => told.push(requests),
		});
		expect(transport.seen.map(({ range }) => range)).toEqual(RANGES);
		expect(Buffer.concat(transport.seen.map(({ bytes }) => bytes)).equals(LARGE)).toBe(true);
		expect(transport.seen.every(({ videoId }) => videoId === 'vi1')).toBe(true);
		expect(progress).toMatchObject({ arrivedBytes: LARGE.length, requests: 4 });
		expect(told).toEqual([0, 1, 2, 3, 4]);
	});

	it('takes the videoId of a token upload from the first answer', async () => {
		const transport = new HandTransport('uploadToken', inTurn(created('vi7')));
		const { video } = await upload(memorySource(LARGE), transport, new VirtualClock(), withToken);
		expect(transport.seen.map(({ videoId }) => videoId)).toEqual([undefined, 'vi7', 'vi7', 'vi7']);
		expect(video.videoId).toBe('vi7');
	});

	it.each([0, 1, 2, 3])('sends chunk %d again after a 503 and a lost answer', async (position) => {
		const reply = at(RANGES[position], answer(503), lost(), created());
		const transport = new HandTransport('apiKey', reply);
		transport.keepBytes = true;
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		const times = RANGES.map((range) => transport.seen.filter((one) => one.range === range).length);
		expect(times).toEqual(RANGES.map((_, index) => (index === position ? 3 : 1)));
		const tries = transport.seen.filter(({ range }) => range === RANGES[position]);
		const from = position * CHUNK;
		for (const { bytes } of tries)
			expect(bytes.equals(LARGE.subarray(from, from + CHUNK))).toBe(true);
		expect(progress).toMatchObject({ retries: 2, arrivedBytes: LARGE.length, requests: 4 });
	});

	it('does not send a chunk again that the status lists', async () => {
		const transport = new HandTransport('apiKey', at(RANGES[1], lost()));
		transport.answerQuestions({ complete: false, ranges: [{ from: 0, to: 2 * CHUNK - 1 }] });
		await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(transport.seen.map(({ range }) => range)).toEqual(RANGES);
		// The second question confirms the end.
		expect(transport.asked).toEqual(['vi1', 'vi1']);
	});

	it('lets the overlap answer speak where a token cannot ask', async () => {
		const reply = at(RANGES[3], lost(), OVERLAP);
		const transport = new HandTransport('uploadToken', reply);
		const { video, progress } = await upload(
			memorySource(LARGE),
			transport,
			new VirtualClock(),
			withToken,
		);
		const sent = transport.seen.map(({ range }) => RANGES.indexOf(String(range)));
		expect(sent).toEqual([0, 1, 2, 3, 3]);
		expect(video).toEqual({ videoId: 'vi1' });
		expect(progress).toMatchObject({ possibleCopy: false, unconfirmed: true });
	});

	it('fetches the video when the completing answer was lost', async () => {
		const transport = new HandTransport('apiKey', at(RANGES[3], lost(), OVERLAP));
		transport.answerQuestions([NOTHING, COMPLETE]);
		const { video } = await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(video).toEqual({ videoId: 'vi1', title: 'fetched' });
	});

	it('puts out the answer that completed the upload, not the one of the last range', async () => {
		const reply = at(RANGES[1], answer(503), created('vi1', { title: 'complete' }));
		const transport = new HandTransport('apiKey', reply);
		const { video } = await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(transport.seen.at(-1)?.range).toBe(RANGES[1]);
		expect(video).toEqual({ videoId: 'vi1', title: 'complete' });
	});

	it('holds everybody back as long as a 429 says, else for a backoff', async () => {
		const limited = (seconds?: string) =>
			answer(429, {}, seconds ? { 'x-ratelimit-retry-after': seconds } : {});
		const reply = at(RANGES[1], limited('37'), limited(), created());
		const transport = new HandTransport('apiKey', reply);
		const clock = new VirtualClock();
		const started = clock.now();
		await upload(memorySource(LARGE), transport, clock, withKey);
		// And a little longer, by chance: other processes were refused as well.
		expect(clock.waits).toEqual([37_000 + 1500, 500 + 25]);
		expect(clock.now() - started).toBe(39_025);
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
			requests: 2,
			arrivedBytes: 2 * CHUNK,
			totalBytes: LARGE.length,
		});
		// One more may have begun before the answer was read; it is ended.
		expect(transport.seen.length).toBeLessThanOrEqual(4);
		expect(source.closed).toBe(1);
	});

	it('stops when somebody else writes to the video', async () => {
		const transport = new HandTransport('apiKey', at(RANGES[1], OVERLAP));
		const error = await stopped(
			upload(memorySource(LARGE), transport, new VirtualClock(), withKey),
		);
		expect(error.reason).toBe('conflict');
		// One more may have begun before the answer was read; it is ended.
		expect(transport.seen.length).toBeLessThanOrEqual(3);
	});

	it.each([
		['no answer', lost(), 'unreachable'],
		['503', answer(503), 'noUsableAnswer'],
		['a proxy page with 200', answer(200, '<html>'), 'noUsableAnswer'],
	])('gives up after fifteen minutes of %s in the middle', async (_case, outcome, reason) => {
		const transport = new HandTransport('apiKey', at(RANGES[1], outcome));
		const error = await stopped(
			upload(memorySource(LARGE), transport, new VirtualClock(), withKey),
		);
		const tries = transport.seen.filter(({ range }) => range === RANGES[1]).length;
		expect([error.reason, error.tries]).toEqual([reason, tries]);
		expect(error.triedMs).toBeGreaterThanOrEqual(15 * 60_000);
		// A backoff is half a minute at most.
		expect(error.triedMs).toBeLessThan(15.5 * 60_000);
	});

	it.each([
		['without any header', {}],
		['with a header that asks for no time', { 'retry-after': '0' }],
		['with a date that has passed', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
		['with a header given twice', { 'retry-after': '1, 1' }],
	])('waits out 429s for fifteen minutes, %s', async (_case, headers) => {
		const transport = new HandTransport('uploadToken', inTurn(answer(429, {}, headers)));
		const clock = new VirtualClock(() => 0.5);
		const error = await stopped(upload(memorySource(SMALL), transport, clock));
		expect(error.reason).toBe('rateLimited');
		expect(clock.now()).toBeGreaterThanOrEqual(15 * 60_000);
		expect(clock.now()).toBeLessThan(17 * 60_000);
		expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(250);
	});

	it('gives up sooner when the service never answered', async () => {
		const transport = new HandTransport('uploadToken', inTurn(lost()));
		const seen: Array<Readonly<Progress>> = [];
		const onProgress = (progress: Readonly<Progress>) => void seen.push(progress);
		const error = await stopped(
			upload(memorySource(LARGE), transport, new VirtualClock(), { ...withToken, onProgress }),
		);
		expect(error.progress.videoId).toBeUndefined();
		// Whoever is told of the progress sees what became of the last request as well.
		expect(seen[0]).toMatchObject({ arrivedBytes: 0, unanswered: 1 });
		expect(error.triedMs).toBeGreaterThanOrEqual(60_000);
		expect(error.triedMs).toBeLessThan(90_000);
	});

	it('ends at once when it is cancelled while it waits', async () => {
		const transport = new HandTransport('apiKey', inTurn(answer(503)));
		const clock = new VirtualClock();
		clock.sleep = async () => await Promise.reject(new Error('cancelled'));
		const source = memorySource(LARGE);
		await expect(upload(source, transport, clock, withKey)).rejects.toThrow('cancelled');
		expect(source.closed).toBe(1);
		// One more may have begun before the answer was read; it is ended.
		expect(transport.seen.length).toBeLessThanOrEqual(2);
	});
});

describe('bytes that the service has', () => {
	const half = { from: CHUNK, to: CHUNK + CHUNK / 2 - 1 };
	const whole = { from: CHUNK, to: 2 * CHUNK - 1 };
	const saying = (...ranges: Array<typeof half | undefined>) =>
		ranges.map((range) => ({ complete: false, ranges: range ? [range] : [] }));
	const meet = async (answers: Received[] | undefined) => {
		const transport = new HandTransport('apiKey', at(RANGES[1], lost(), OVERLAP));
		transport.answerQuestions(answers);
		const clock = new VirtualClock();
		const uploading = upload(memorySource(LARGE), transport, clock, withKey);
		return { uploading, transport, clock };
	};

	it('do not count as arrived when somebody else has sent a part of them', async () => {
		const { uploading, clock } = await meet(saying(undefined, half));
		expect((await stopped(uploading)).reason).toBe('conflict');
		// The status may lag, so it was asked for some time.
		expect(clock.now()).toBeGreaterThan(10_000);
	});

	it('count as arrived once the status shows all of them', async () => {
		const { uploading, transport } = await meet(saying(undefined, undefined, half, whole));
		const { progress } = await uploading;
		expect(progress.arrivedBytes).toBe(LARGE.length);
		expect(transport.asked).toHaveLength(5);
	});

	it('do not count as arrived when nobody can say', async () => {
		const { uploading } = await meet(undefined);
		expect((await stopped(uploading)).reason).toBe('unconfirmed');
	});

	it('count as arrived when the status was too far behind, and they are refused as sent before', async () => {
		const transport = new HandTransport('apiKey', at(RANGES[1], lost(), OVERLAP));
		// As often as it is asked at the end, and once more for the bytes that are sent again.
		const behind = Array.from({ length: 7 }, () => undefined);
		transport.answerQuestions(saying(whole, ...behind, whole));
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(transport.seen).toHaveLength(5);
		expect(progress).toMatchObject({ arrivedBytes: LARGE.length });
	});

	it('are sent again when the status showed them, and does not at the end', async () => {
		const reply = at(RANGES[1], lost(), created());
		const transport = new HandTransport('apiKey', reply);
		transport.answerQuestions(saying(whole, undefined));
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		const sent = transport.seen.map(({ range }) => RANGES.indexOf(String(range)));
		expect(sent).toEqual([0, 1, 2, 3, 1]);
		expect(progress).toMatchObject({ arrivedBytes: LARGE.length });
	});

	it('are not sent again after a 408 that came once they were stored', async () => {
		const transport = new HandTransport('apiKey', at(RANGES[1], answer(408)));
		transport.answerQuestions(saying(whole));
		await upload(memorySource(LARGE), transport, new VirtualClock(), withKey);
		expect(transport.seen).toHaveLength(4);
	});
});

describe('a container that was made a moment ago', () => {
	const UNKNOWN = problem(404, 'resource-not-found');

	it('is asked for again while the service does not know it everywhere', async () => {
		const transport = new HandTransport('apiKey', inTurn(UNKNOWN, UNKNOWN, created()));
		const options = { videoId: 'vi1', fresh: true };
		const { progress } = await upload(memorySource(SMALL), transport, new VirtualClock(), options);
		expect(progress).toMatchObject({ requests: 1, retries: 2 });
	});

	it('is asked for again also where the service has made it for a delegated token', async () => {
		const reply = at(RANGES[1], UNKNOWN, UNKNOWN, created());
		const transport = new HandTransport('uploadToken', reply);
		const { progress } = await upload(
			memorySource(LARGE),
			transport,
			new VirtualClock(),
			withToken,
		);
		expect(progress).toMatchObject({ requests: 4, retries: 2 });
	});

	it('counts as gone after some seconds, and any other one at once', async () => {
		for (const [fresh, longest] of [
			[true, 60_000],
			[false, 0],
		] as const) {
			const transport = new HandTransport('apiKey', inTurn(UNKNOWN));
			const clock = new VirtualClock();
			const uploading = upload(memorySource(SMALL), transport, clock, { videoId: 'vi1', fresh });
			expect((await stopped(uploading)).reason).toBe('rejected');
			expect(clock.now()).toBeLessThanOrEqual(longest);
			expect(transport.seen.length > 1).toBe(fresh);
		}
	});
});

describe('a file without a size', () => {
	it.each([NaN, -1, 0, 1.5, Infinity, 2 ** 53])('is never sent: %p bytes', async (size) => {
		for (const authentication of ['apiKey', 'uploadToken'] as const) {
			const transport = new HandTransport(authentication, inTurn(created()));
			const source = { ...memorySource(SMALL), size };
			const uploading = upload(source, transport, new VirtualClock());
			await expect(uploading).rejects.toThrow(SourceError);
			expect(transport.seen).toEqual([]);
		}
	});
});

describe('an upload that is cancelled', () => {
	it.each([0, 1, 2, 3])(
		'never counts as done, also in chunk %d with a token alone',
		async (chunk) => {
			const cancel = new AbortController();
			const transport = new HandTransport('uploadToken', (_request, index) => {
				if (index === chunk) cancel.abort(new Error('cancelled'));
				return created();
			});
			const line = shareOf(new VirtualClock(), { parallel: 1, memoryBytes: 2 * CHUNK });
			const options = { ...withToken, signal: cancel.signal };
			const result = await uploadOnLine(memorySource(LARGE), transport, line, options).then(
				({ progress }) => progress.arrivedBytes,
				(reason: Error) => reason.message,
			);
			expect(result).toBe('cancelled');
		},
	);
});

describe('several requests at the same time', () => {
	it('are under way together with a container, and after the first answer with a token', async () => {
		for (const [authentication, options] of [
			['apiKey', withKey],
			['uploadToken', withToken],
		] as const) {
			let underWay = 0;
			const most: number[] = [];
			const transport = new HandTransport(authentication, async () => {
				most.push(++underWay);
				for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
				underWay--;
				return created();
			});
			const line = shareOf(new VirtualClock(), { parallel: 3, memoryBytes: 4 * CHUNK });
			await uploadOnLine(memorySource(LARGE), transport, line, options);
			expect(Math.max(...most)).toBe(3);
			expect(most[1]).toBe(authentication === 'apiKey' ? 2 : 1);
		}
	});

	it('never hold more memory than the line has, however many files there are', async () => {
		const line = shareOf(new VirtualClock(), { parallel: 2, memoryBytes: 2 * CHUNK });
		const files = Array.from({ length: 3 }, () => memorySource(LARGE));
		const videos = await Promise.all(
			files.map(async (file, index) => {
				const transport = new HandTransport('apiKey', inTurn(created(`vi${index}`)));
				const options = { videoId: `vi${index}`, chunkBytes: CHUNK };
				return (await uploadOnLine(file, transport, line, options)).video.videoId;
			}),
		);
		expect(videos).toEqual(['vi0', 'vi1', 'vi2']);
		// All memory has come back, or this would wait for ever.
		await Promise.all([line.memory.reserve(CHUNK, NEVER), line.memory.reserve(CHUNK, NEVER)]);
	});

	it('are ended when one of them stops the upload', async () => {
		const aborted: boolean[] = [];
		let otherBegins = () => {};
		const otherHasBegun = new Promise<void>((begins) => (otherBegins = begins));
		const transport: UploadTransport = {
			send: async ({ range, body }, signal) => {
				body.open(NEVER);
				if (range?.from === 0) {
					await otherHasBegun;
					return problem(404, 'resource-not-found');
				}
				otherBegins();
				return await new Promise((_, reject) => {
					signal.addEventListener('abort', () => {
						aborted.push(true);
						reject(new Error('aborted'));
					});
				});
			},
		};
		const line = shareOf(new VirtualClock(), { parallel: 3, memoryBytes: 4 * CHUNK });
		const error = await stopped(uploadOnLine(memorySource(LARGE), transport, line, withKey));
		expect(error.reason).toBe('rejected');
		expect(aborted.length).toBeGreaterThan(0);
	});
});

describe('an upload that has stopped', () => {
	it('does not wait for a read that hangs', async () => {
		const whole = memorySource(LARGE);
		const source: UploadSource = {
			...whole,
			async *open(_from, signal) {
				yield LARGE.subarray(0, CHUNK + 1);
				await new Promise((_, reject) => signal.addEventListener('abort', reject));
			},
		};
		const refused = problem(403, 'authorization-suspended-account');
		const transport = new HandTransport('apiKey', inTurn(refused));
		const error = await stopped(upload(source, transport, new VirtualClock(), withKey));
		expect(error.reason).toBe('rejected');
	});
});

describe('an upload that goes on', () => {
	it('sends only what is missing', async () => {
		const received = [
			{ from: 2 * CHUNK, to: 3 * CHUNK - 1 },
			{ from: 0, to: CHUNK - 1 },
		];
		const transport = new HandTransport('apiKey', inTurn(created()));
		transport.answerQuestions({ complete: false, ranges: received });
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), {
			...withKey,
			received,
		});
		expect(transport.seen.map(({ range }) => range)).toEqual([RANGES[1], RANGES[3]]);
		expect(progress).toMatchObject({
			resumedBytes: 2 * CHUNK,
			arrivedBytes: LARGE.length,
			requests: 2,
		});
	});

	it('keeps to ranges for a small file of which a part has arrived', async () => {
		const transport = new HandTransport('apiKey', inTurn(created())).answerQuestions(COMPLETE);
		await upload(memorySource(SMALL), transport, new VirtualClock(), {
			videoId: 'vi1',
			received: [{ from: 0, to: 999 }],
		});
		expect(transport.seen.map(({ range }) => range)).toEqual(['1000-2999/3000']);
	});

	it('sends again what the service had before, and has no more at the end', async () => {
		const first = { from: 0, to: CHUNK - 1 };
		const others = { from: CHUNK, to: LARGE.length - 1 };
		const transport = new HandTransport('apiKey', inTurn(created()));
		transport.answerQuestions({ complete: false, ranges: [others] });
		const { progress } = await upload(memorySource(LARGE), transport, new VirtualClock(), {
			...withKey,
			received: [first],
		});
		const sent = transport.seen.map(({ range }) => RANGES.indexOf(String(range)));
		expect(sent).toEqual([1, 2, 3, 0]);
		expect(progress).toMatchObject({ arrivedBytes: LARGE.length });
	});

	it('keeps to the grid of the container, whatever length is wanted', async () => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		await upload(memorySource(LARGE), transport, new VirtualClock(), {
			videoId: 'vi1',
			chunkBytes: 8 * MIB,
			gridBytes: 5 * MIB,
		});
		const starts = transport.seen.map(({ range }) => parseInt(String(range), 10));
		expect(starts.filter((from) => from % (5 * MIB) !== 0)).toEqual([]);
		expect(starts).toHaveLength(41);
	});

	it('stops before a byte is sent where a gap has too few bytes for a chunk', async () => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		const received = [
			{ from: 0, to: 5 * MIB - 1 },
			{ from: 8 * MIB, to: 16 * MIB - 1 },
		];
		const uploading = upload(memorySource(LARGE), transport, new VirtualClock(), {
			...withKey,
			received,
		});
		expect((await stopped(uploading)).reason).toBe('unfillable');
		expect(transport.seen).toEqual([]);
	});
});

describe('backoff', () => {
	it('grows from half a second to 30 seconds, times chance', async () => {
		const transport = new HandTransport('apiKey', at(RANGES[3], answer(500)));
		const clock = new VirtualClock(() => 1);
		await stopped(upload(memorySource(LARGE), transport, clock, withKey));
		const growing = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];
		expect(clock.waits.slice(0, 7)).toEqual(growing);
		expect(new Set(clock.waits.slice(7))).toEqual(new Set([30_000]));
	});
});
