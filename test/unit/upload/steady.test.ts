import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import {
	askSteadily,
	exactly,
	MIB,
	SourceError,
	steady,
	steadyRange,
	upload,
	type UploadSource,
} from '../../../nodes/ApiVideo/upload';
import { breakingSource, hostThatReadsOn } from '../support/breakingSource';
import { created, HandTransport, inTurn } from '../support/handTransport';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';
import { shareOf } from '../support/shareOf';

const BYTES = randomBytes(1000);
const BROKEN = new SourceError('The file could not be read');

async function readAll(source: UploadSource, from = 0, signal = NEVER): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of exactly(source, from, signal)) pieces.push(piece);
	return Buffer.concat(pieces);
}

describe('a range that is read', () => {
	/** Reads `from` to `to` of a source that breaks, and writes down which ranges were asked for. */
	async function readRange(from: number, to: number, breaks: readonly number[]) {
		const source = breakingSource(BYTES, [100], { at: breaks });
		const asked: Array<[from: number, to: number]> = [];
		const { how, broken } = hostThatReadsOn();
		const read = steadyRange(async function* (range, signal) {
			asked.push([range.from, range.to]);
			let left = range.to - range.from + 1;
			for await (const piece of source.open(range.from, signal)) {
				const part = piece.subarray(0, left);
				left -= part.byteLength;
				yield part;
				// A server may break off behind the last byte, too.
				if (left === 0 && breaks.includes(range.to + 1)) await Promise.reject(BROKEN);
				if (left === 0) return;
			}
		}, how);
		const pieces: Uint8Array[] = [];
		for await (const piece of read({ from, to }, NEVER)) pieces.push(piece);
		return { bytes: Buffer.concat(pieces), asked, broken, open: source.counts.open };
	}

	it('goes on at the byte that comes next, and asks for nothing else', async () => {
		const { bytes, asked, broken, open } = await readRange(200, 699, [350, 620]);
		expect(bytes.equals(BYTES.subarray(200, 700))).toBe(true);
		expect(asked).toEqual([
			[200, 699],
			[350, 699],
			[620, 699],
		]);
		expect([broken.map(([, at]) => at), open]).toEqual([[350, 620], 0]);
	});

	it('is not asked for again once all of it is there', async () => {
		const { bytes, asked } = await readRange(200, 699, [700]);
		expect(bytes.equals(BYTES.subarray(200, 700))).toBe(true);
		expect(asked).toEqual([[200, 699]]);
	});
});

describe('a read that breaks', () => {
	it('goes on at the byte that comes next, and says so', async () => {
		const source = breakingSource(BYTES, [100], { at: [250, 730], reason: BROKEN });
		const { how, broken } = hostThatReadsOn();
		expect((await readAll(steady(source, how))).equals(BYTES)).toBe(true);
		expect(source.counts).toMatchObject({ openings: [0, 250, 730], open: 0 });
		expect(broken).toEqual([
			[BROKEN, 250],
			[BROKEN, 730],
		]);
	});

	it('goes on where the reading did not begin at the start', async () => {
		const source = breakingSource(BYTES, [100], { at: [730] });
		const { how } = hostThatReadsOn();
		const rest = await readAll(steady(source, how), 500);
		expect(rest.equals(BYTES.subarray(500))).toBe(true);
		expect(source.counts.openings).toEqual([500, 730]);
	});

	it('is opened again as often as the host says', async () => {
		const source = breakingSource(BYTES, [100], { at: Array<number>(7).fill(300) });
		const { how } = hostThatReadsOn();
		await expect(readAll(steady(source, { ...how, againMost: 5 }))).rejects.toThrow(SourceError);
		expect(source.counts.openings).toEqual([0, ...Array<number>(5).fill(300)]);
	});

	it('is opened again three times without a byte, with growing waits, and then stops as it broke', async () => {
		const clock = new VirtualClock(() => 0.99);
		const source = breakingSource(BYTES, [100], { at: [300, 300, 300, 300], reason: BROKEN });
		const { how } = hostThatReadsOn(clock);
		await expect(readAll(steady(source, how))).rejects.toBe(BROKEN);
		expect(source.counts).toMatchObject({ openings: [0, 300, 300, 300], open: 0 });
		expect(clock.waits.map(Math.round)).toEqual([495, 990, 1980]);
	});

	it('may break as often as it likes while bytes come in between', async () => {
		const at = Array.from({ length: 20 }, (_, index) => index * 50);
		const source = breakingSource(BYTES, [100], { at });
		const { how } = hostThatReadsOn();
		expect((await readAll(steady(source, how))).equals(BYTES)).toBe(true);
	});

	it('stops where each opening brings less than what the host calls progress', async () => {
		const at = Array.from({ length: 20 }, (_, index) => 1 + index * 50);
		const read = async (progressBytes: number) => {
			const source = breakingSource(BYTES, [10], { at, reason: BROKEN });
			const how = { ...hostThatReadsOn().how, progressBytes };
			const end = await readAll(steady(source, how)).catch((reason: unknown) => reason);
			return { end, openings: source.counts.openings };
		};
		// The first opening breaks behind a byte, the others bring 50 each.
		expect((await read(50)).end).toEqual(BYTES);
		expect(await read(51)).toEqual({ end: BROKEN, openings: [0, 1, 51, 101] });
	});

	it('does not take an empty piece for progress', async () => {
		let opened = 0;
		const source: UploadSource = {
			...memorySource(BYTES),
			async *open() {
				opened++;
				yield BYTES.subarray(0, 0);
				await Promise.reject(BROKEN);
			},
		};
		await expect(readAll(steady(source, hostThatReadsOn().how))).rejects.toBe(BROKEN);
		expect(opened).toBe(4);
	});

	it('behind the last byte is opened again for its end only', async () => {
		const source = breakingSource(BYTES, [100], { at: [1000] });
		const read = await readAll(steady(source, hostThatReadsOn().how));
		expect(read.equals(BYTES)).toBe(true);
		expect(source.counts.openings).toEqual([0, 999]);
	});

	it('is left alone where that cannot help', async () => {
		const reason = new Error('n8n no longer has the file');
		const source = breakingSource(BYTES, [100], { at: [300], reason });
		const { how, broken } = hostThatReadsOn();
		await expect(readAll(steady(source, how))).rejects.toBe(reason);
		expect([source.counts.openings, broken]).toEqual([[0], []]);
	});

	it.each([
		[1001, 'The file ended after 1000 of its stated 1001 bytes'],
		[999, 'The file is larger than its stated 999 bytes'],
	])('is not what a file has that lies about its size: %d', async (size, message) => {
		const source = { ...breakingSource(BYTES, [100], { at: [] }), size };
		const { how, broken } = hostThatReadsOn();
		await expect(readAll(steady(source, how))).rejects.toThrow(new SourceError(message));
		expect([source.counts, broken]).toMatchObject([{ openings: [0], open: 0 }, []]);
	});

	it('is not opened again by whoever has had enough, though closing it throws', async () => {
		let opened = 0;
		const source: UploadSource = {
			...memorySource(BYTES),
			async *open() {
				opened++;
				try {
					yield BYTES;
				} finally {
					await Promise.reject(BROKEN);
				}
			},
		};
		const pieces = steady(source, hostThatReadsOn().how).open(0, NEVER)[Symbol.asyncIterator]();
		await pieces.next();
		await expect(pieces.return?.()).rejects.toBe(BROKEN);
		expect(opened).toBe(1);
	});

	it('waits for the next opening no longer than the signal', async () => {
		const stop = new AbortController();
		const clock = new VirtualClock();
		const source = breakingSource(BYTES, [100], { at: [300] });
		const { how } = hostThatReadsOn(clock);
		const reading = readAll(
			steady(source, { ...how, onBreak: () => stop.abort() }),
			0,
			stop.signal,
		);
		await expect(reading).rejects.toThrow('aborted');
		expect(source.counts).toMatchObject({ openings: [0], open: 0 });
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
	});

	it('is over with the signal', async () => {
		const stop = new AbortController();
		const source: UploadSource = {
			...memorySource(BYTES),
			async *open() {
				yield BYTES.subarray(0, 10);
				stop.abort();
				await Promise.reject(BROKEN);
			},
		};
		const { how, broken } = hostThatReadsOn();
		await expect(readAll(steady(source, how), 0, stop.signal)).rejects.toBe(BROKEN);
		expect(broken).toEqual([]);
	});
});

describe('what is asked about a file', () => {
	const failing = (times: number) => {
		let asked = 0;
		const ask = async () => (++asked > times ? 'size' : await Promise.reject(BROKEN));
		return { ask, count: () => asked };
	};

	it('is asked again', async () => {
		const { ask } = failing(3);
		expect(await askSteadily(ask, NEVER, hostThatReadsOn().how)).toBe('size');
	});

	it('is asked four times at most', async () => {
		const { ask, count } = failing(4);
		await expect(askSteadily(ask, NEVER, hostThatReadsOn().how)).rejects.toBe(BROKEN);
		expect(count()).toBe(4);
	});
});

describe('random breaks', () => {
	const pieceLengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 });
	const offsets = fc.array(fc.integer({ min: 0, max: BYTES.length }), { maxLength: 12 });

	/** Whether more breaks are met in a row, without a byte in between, than a file is opened again. */
	const isTooMuch = (at: readonly number[], from: number) =>
		at.some((one) => one >= from && at.filter((other) => other === one).length > 3);

	it('lose no byte, or stop with the cause', async () => {
		await fc.assert(
			fc.asyncProperty(
				pieceLengths,
				offsets,
				fc.integer({ min: 0, max: BYTES.length - 1 }),
				async (lengths, at, from) => {
					const source = breakingSource(BYTES, lengths, { at, reason: BROKEN });
					const reading = readAll(steady(source, hostThatReadsOn().how), from);
					const result: unknown = await reading.catch((reason: unknown) => reason);
					if (isTooMuch(at, from)) expect(result).toBe(BROKEN);
					else expect(BYTES.subarray(from).equals(result as Buffer)).toBe(true);
					expect(source.counts.open).toBe(0);
				},
			),
			{ numRuns: 200 },
		);
	});

	it('leave nothing when somebody stops at any moment', async () => {
		await fc.assert(
			fc.asyncProperty(
				pieceLengths,
				offsets,
				fc.integer({ min: 0, max: BYTES.length }),
				async (lengths, at, after) => {
					const stop = new AbortController();
					const source = breakingSource(BYTES, lengths, { at, reason: BROKEN });
					const { how } = hostThatReadsOn();
					let read = 0;
					const run = async () => {
						if (after === 0) stop.abort();
						for await (const { byteLength } of exactly(steady(source, how), 0, stop.signal)) {
							read += byteLength;
							if (read >= after) stop.abort();
						}
					};
					const reason: unknown = await run().catch((thrown: unknown) => thrown);
					if (!stop.signal.aborted) expect(reason).toBe(BROKEN);
					expect(source.counts.open).toBe(0);
					expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
				},
			),
			{ numRuns: 100 },
		);
	});
});

describe('an upload', () => {
	const FILE = randomBytes(12 * MIB + 5);
	const options = { videoId: 'vi1' };
	const transportOf = () => {
		const transport = new HandTransport('apiKey', inTurn(created()));
		transport.keepBytes = true;
		return transport;
	};

	it('in one request goes on within that request', async () => {
		const source = breakingSource(FILE, [MIB], { at: [0, 3 * MIB + 1, FILE.length] });
		const transport = transportOf();
		const steadied = steady(source, hostThatReadsOn().how);
		const { progress } = await upload(steadied, transport, shareOf(new VirtualClock()), options);
		expect(transport.seen).toHaveLength(1);
		expect(transport.seen[0].bytes.equals(FILE)).toBe(true);
		expect([progress.retries, progress.requests, source.counts.open]).toEqual([0, 1, 0]);
	});

	it('in chunks goes on within each of them', async () => {
		const source = breakingSource(FILE, [MIB], { at: [MIB, 5 * MIB, 5 * MIB, FILE.length] });
		const transport = transportOf();
		const steadied = steady(source, hostThatReadsOn().how);
		const line = shareOf(new VirtualClock());
		const { progress } = await upload(steadied, transport, line, {
			...options,
			chunkBytes: 5 * MIB,
		});
		const sorted = [...transport.seen].sort(
			(a, b) => parseInt(a.range ?? '') - parseInt(b.range ?? ''),
		);
		expect(Buffer.concat(sorted.map(({ bytes }) => bytes)).equals(FILE)).toBe(true);
		expect([progress.retries, source.counts.open]).toEqual([0, 0]);
	});

	it('that cannot read on keeps what has arrived', async () => {
		const at = Array.from({ length: 4 }, () => 7 * MIB);
		const source = breakingSource(FILE, [MIB], { at, reason: BROKEN });
		const steadied = steady(source, hostThatReadsOn().how);
		let arrived = 0;
		const uploading = upload(steadied, transportOf(), shareOf(new VirtualClock()), {
			...options,
			chunkBytes: 5 * MIB,
			onProgress: ({ arrivedBytes }) => (arrived = arrivedBytes),
		});
		await expect(uploading).rejects.toBe(BROKEN);
		expect([arrived, source.counts.open]).toEqual([5 * MIB, 0]);
	});
});
