import { randomBytes } from 'node:crypto';
import {
	CHUNK_MIN_BYTES,
	CHUNK_START_BYTES,
	CHUNKS_MAX,
	MIB,
	numberedPart,
	SourceError,
	upload,
	UploadStopped,
	VIDEO_MAX_BYTES,
	type Received,
	type UploadOptions,
	type UploadRequest,
} from '../../../nodes/ApiVideo/upload';
import { answer, created, HandTransport, lost, problem } from '../support/handTransport';
import { shareOf } from '../support/shareOf';
import { streamedSource } from '../support/streamedSource';
import { VirtualClock } from '../support/virtualClock';

const partOf = ({ part }: UploadRequest) => part && numberedPart(part);
const before = new SourceError('The connection broke off');

/** Uploads a file, and keeps what was sent: each part, and the bytes behind it. */
async function run(
	source: ReturnType<typeof streamedSource>,
	reply: (request: UploadRequest, index: number) => ReturnType<typeof created> = () => created(),
	options: Partial<UploadOptions> = {},
	received?: Received | Received[],
) {
	const sent: Array<string | undefined> = [];
	const transport = new HandTransport('apiKey', (request, index) => {
		sent.push(partOf(request));
		return reply(request, index);
	}).answerQuestions(received);
	transport.keepBytes = true;
	const share = shareOf(new VirtualClock(), { parallel: 8, memoryBytes: 64 * MIB });
	const result = await upload(source, transport, share, { videoId: 'vi1', ...options }).catch(
		(error: unknown) => error as Error,
	);
	expect(source.counts).toMatchObject({ open: 0 });
	expect(share.memory.ceiling.used).toBe(0);
	return { result, sent, transport };
}

describe('a file whose length nobody tells', () => {
	it('goes in numbered parts, the last of which is told as such and goes alone', async () => {
		const bytes = randomBytes(20 * MIB + 7);
		let underWay = 0;
		const { result, sent, transport } = await run(streamedSource(bytes), (request) => {
			underWay++;
			if (request.part?.total !== undefined) expect(underWay).toBe(3);
			return created();
		});
		expect(result).not.toBeInstanceOf(Error);
		expect(sent).toEqual(['part 1/*', 'part 2/*', 'part 3/3']);
		const all = Buffer.concat(transport.seen.map((one) => one.bytes));
		expect(all.equals(bytes)).toBe(true);
		expect(transport.seen.map((one) => one.range)).toEqual([undefined, undefined, undefined]);
		expect(result).toMatchObject({
			progress: { totalBytes: bytes.length, arrivedBytes: bytes.length, requests: 3 },
		});
		expect(transport.asked).toEqual([]);
	});

	it('goes in as many parts as it fills, where it ends with one', async () => {
		const { sent } = await run(streamedSource(Buffer.alloc(2 * CHUNK_START_BYTES)));
		expect(sent).toEqual(['part 1/*', 'part 2/2']);
	});

	it.each([1, CHUNK_START_BYTES])(
		'goes in one request where a part holds it: %d bytes',
		async (size) => {
			const bytes = randomBytes(size);
			const { sent, transport, result } = await run(streamedSource(bytes));
			expect(sent).toEqual([undefined]);
			expect(transport.seen[0].bytes.equals(bytes)).toBe(true);
			expect(result).toMatchObject({ progress: { totalBytes: size } });
		},
	);

	it('has parts as long as the Chunk Size', async () => {
		const source = streamedSource(Buffer.alloc(16 * MIB));
		const { transport } = await run(source, undefined, { chunkBytes: 5 * MIB });
		expect(transport.seen.map(({ bytes }) => bytes.length / MIB)).toEqual([5, 5, 5, 1]);
	});

	it('goes no faster than a Bandwidth Limit', async () => {
		const clock = new VirtualClock();
		const source = streamedSource(Buffer.alloc(20 * MIB));
		const transport = new HandTransport('apiKey', () => created('vi1', {}));
		const limited = { bytesPerSecond: 2 * MIB, memoryBytes: 256 * MIB };
		const { progress } = await upload(source, transport, shareOf(clock, limited), {
			videoId: 'vi1',
		});
		expect(progress.requests).toBe(3);
		// All but what is let go at once.
		expect(clock.now()).toBeGreaterThan(9_800);
		expect(clock.now()).toBeLessThanOrEqual(10_000);
	});

	it('is refused where it is empty', async () => {
		const { result, sent } = await run(streamedSource(Buffer.alloc(0)));
		expect(result).toEqual(new SourceError('The file is empty'));
		expect(sent).toEqual([]);
	});

	it('tells how far it has come, and how long the file is once that is known', async () => {
		const told: Array<number | undefined> = [];
		const arrived: number[] = [];
		await run(streamedSource(Buffer.alloc(17 * MIB)), undefined, {
			onProgress: ({ totalBytes, arrivedBytes }) => {
				told.push(totalBytes);
				arrived.push(arrivedBytes / MIB);
			},
		});
		expect(told).toEqual([undefined, undefined, undefined, 17 * MIB]);
		expect(arrived).toEqual([0, 8, 16, 17]);
	});

	it.each([0, 1, 8, 17])(
		'is never completed where the reading breaks after %d MiB',
		async (mebibytes) => {
			const source = streamedSource(Buffer.alloc(mebibytes * MIB), { thenThrow: before });
			const { result, sent } = await run(source);
			expect(result).toBe(before);
			expect(sent.filter((part) => !part?.endsWith('/*'))).toEqual([]);
		},
	);

	it('needs a container', async () => {
		const { result } = await run(streamedSource(Buffer.alloc(1)), undefined, {
			videoId: undefined,
		});
		expect(result).toBeInstanceOf(RangeError);
	});

	it('may be as large as any in the shortest parts', () => {
		expect(CHUNKS_MAX * CHUNK_MIN_BYTES).toBeGreaterThan(VIDEO_MAX_BYTES);
	});
});

describe('a part of which no answer came', () => {
	const film = () => streamedSource(Buffer.alloc(20 * MIB));
	/** Loses the first answer to the second part. */
	const losing = (further = created()) => {
		let tries = 0;
		return (request: UploadRequest) =>
			request.part?.number !== 2 ? created() : tries++ === 0 ? lost() : further;
	};
	const status = (parts: number[], complete = false): Received => ({ complete, ranges: [], parts });

	it('is not sent again where the status shows it, and asked for at the end', async () => {
		const { result, sent, transport } = await run(film(), losing(), {}, [
			status([1, 2]),
			status([1, 2, 3], true),
		]);
		expect(result).toMatchObject({ progress: { arrivedBytes: 20 * MIB } });
		expect(sent).toEqual(['part 1/*', 'part 2/*', 'part 3/3']);
		expect(transport.asked).toHaveLength(2);
	});

	it('is sent again where the status does not', async () => {
		const { result, sent } = await run(film(), losing(), {}, status([1]));
		expect(result).not.toBeInstanceOf(Error);
		expect(sent).toEqual(['part 1/*', 'part 2/*', 'part 2/*', 'part 3/3']);
	});

	it('has arrived where the service refuses it as sent before, and the status shows it then', async () => {
		const sentBefore = problem(400, 'video-content-range-by-part-part-already-sent');
		const { result } = await run(film(), losing(sentBefore), {}, [
			status([1]),
			status([1, 2]),
			status([1, 2, 3]),
		]);
		expect(result).toMatchObject({ progress: { arrivedBytes: 20 * MIB } });
	});

	it('stops the upload where the status shows it no more at the end', async () => {
		const { result } = await run(film(), losing(), {}, [status([1, 2]), status([1, 3])]);
		expect(result).toBeInstanceOf(UploadStopped);
		expect(result).toMatchObject({ reason: 'unconfirmed' });
	});

	it('stops the upload where somebody else has sent it', async () => {
		const sentBefore = problem(400, 'video-content-range-by-part-part-already-sent');
		const { result, sent } = await run(film(), ({ part }) =>
			part?.number === 2 ? sentBefore : created(),
		);
		expect(result).toMatchObject({ reason: 'conflict' });
		expect(sent).not.toContain('part 3/3');
	});

	it('keeps the last from being sent where it cannot be delivered', async () => {
		const { result, sent } = await run(film(), ({ part }) =>
			part?.number === 1 ? answer(400) : created(),
		);
		expect(result).toMatchObject({ reason: 'rejected' });
		expect(sent).not.toContain('part 3/3');
	});
});
