import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { fingerprint } from '../../../nodes/ApiVideo/resources/video/fingerprint';
import {
	exactly,
	MIB,
	SourceError,
	type Clock,
	type UploadSource,
} from '../../../nodes/ApiVideo/upload';
import { whilePassing } from '../support/fakeTime';
import { FakeNode, type FakeNodeOptions } from '../support/fakeNode';
import { stillClock } from '../support/stillClock';
import { expectReadable, troubleOf } from '../support/troubles';
import { VirtualClock } from '../support/virtualClock';
import { NEVER } from '../support/never';

const FILE: IBinaryData = {
	mimeType: 'video/mp4',
	fileName: 'film.mp4',
	data: 's3',
	id: 's3:1',
	bytes: 3 * MIB,
};
const IN_DATABASE = { ...FILE, data: 'database', id: 'database:1', bytes: 260 * MIB };
const BYTES = Buffer.alloc(3 * MIB, 7);
const MINUTE = 60_000;

type Options = Partial<FakeNodeOptions>;

const print = async (source: UploadSource, stop = new AbortController().signal) =>
	await fingerprint(source, stop);

const sourceOf = async (
	options: Options,
	binary: IBinaryData = FILE,
	clock: Clock = new VirtualClock(),
	signal = options.signal ?? NEVER,
): Promise<UploadSource> =>
	await binarySource(new FakeNode(options).execution, 0, binary, clock, signal);

async function readAll(source: UploadSource, signal = NEVER): Promise<number> {
	let bytes = 0;
	for await (const { byteLength } of source.open(0, signal)) bytes += byteLength;
	return bytes;
}

/** What came of it, which the test did not expect to go well. */
async function thrownBy(run: () => Promise<unknown>): Promise<unknown> {
	return await run().then(
		async () => await Promise.reject(new Error('It went well')),
		(reason: unknown) => reason,
	);
}

const never = async () => await new Promise<never>(() => undefined);

function must<T>(given: T | undefined): T {
	if (given === undefined) throw new Error('The test did not expect this');
	return given;
}

/** Gives one piece, and then hangs, also when it is destroyed: as a file on a network drive that is gone. */
const hangingStream = () => {
	const stream = new Readable({ read() {}, destroy() {} });
	stream.push(BYTES.subarray(0, MIB));
	return stream;
};

describe('a file that n8n does not open', () => {
	it('is given up after two minutes', async () => {
		const early = whilePassing(2 * MINUTE - 1, async (clock) => {
			const reading = sourceOf({ stream: never }, FILE, clock).then(readAll);
			return await Promise.race([
				reading,
				new Promise((ok) => setTimeout(ok, 2 * MINUTE - 2, 'waits')),
			]);
		});
		expect(await early).toBe('waits');
		const error = await thrownBy(async () =>
			whilePassing(2 * MINUTE + 5000, async (clock) =>
				readAll(await sourceOf({ stream: never }, FILE, clock)),
			),
		);
		expect(error).toEqual(
			new SourceError('The file could not be read: n8n has not opened it within two minutes'),
		);
	});

	it('is given up by the fingerprint, too, in words for people', async () => {
		const trouble = await troubleOf(async () =>
			whilePassing(2 * MINUTE + 5000, async (clock) =>
				print(await sourceOf({ stream: never }, FILE, clock)),
			),
		);
		expectReadable(trouble);
		expect(trouble.message).toBe(
			"The file could not be read: n8n has not opened it within two minutes: 'film.mp4'",
		);
	});

	it('is given up while its size is looked up', async () => {
		const unsized = { ...FILE, bytes: undefined };
		const trouble = await troubleOf(async () =>
			whilePassing(2 * MINUTE + 5000, async (clock) =>
				sourceOf({ fileSize: never }, unsized, clock),
			),
		);
		expectReadable(trouble);
		expect(trouble.message).toContain("'film.mp4'");
	});

	it('is closed when it is opened after all', async () => {
		let give: (stream: Readable) => void = () => {};
		const stop = new AbortController();
		const stream = async () => await new Promise<Readable>((resolve) => (give = resolve));
		const source = await sourceOf({ stream });
		const reading = troubleOf(() => readAll(source, stop.signal));
		await new Promise(setImmediate);
		stop.abort();
		await reading;
		const late = new Readable({ read() {} });
		give(late);
		await new Promise(setImmediate);
		expect(late.destroyed).toBe(true);
		// Nobody listens any more, which would end the process.
		late.emit('error', new Error('late'));
	});
});

describe('a file that n8n stops to hand out', () => {
	/** As long as it waits for a piece, and until it has looked. */
	const LIMIT = 5 * MINUTE + 5000;

	it('is opened again after five minutes, and goes on', async () => {
		const hanging = hangingStream();
		const streams = [hanging, Readable.from([BYTES.subarray(0, MIB), BYTES.subarray(MIB)])];
		const stream = async () => must(streams.shift());
		const read = await whilePassing(LIMIT, async (clock) =>
			readAll(await sourceOf({ stream }, FILE, { ...clock, sleep: async () => undefined })),
		);
		expect([read, hanging.destroyed]).toEqual([3 * MIB, true]);
	});

	it('is given up when three more openings bring nothing, and closed', async () => {
		const streams: Readable[] = [];
		const stream = async () => {
			streams.push(hangingStream());
			return streams[streams.length - 1];
		};
		const error = await thrownBy(async () =>
			whilePassing(4 * LIMIT, async (clock) =>
				readAll(await sourceOf({ stream }, FILE, { ...clock, sleep: async () => undefined })),
			),
		);
		expect(error).toEqual(new SourceError('The file could not be read: n8n hands out no more'));
		expect(streams.map(({ destroyed }) => destroyed)).toEqual([true, true, true, true]);
	});

	it('is not given up because nobody has asked for more in an hour', async () => {
		const read = await whilePassing(130 * MINUTE, async (clock) => {
			const stream = async () => Readable.from([BYTES.subarray(0, MIB), BYTES.subarray(MIB)]);
			const source = await sourceOf({ stream }, FILE, clock);
			let bytes = 0;
			for await (const { byteLength } of source.open(0, NEVER)) {
				bytes += byteLength;
				await new Promise((resolve) => setTimeout(resolve, 60 * MINUTE));
			}
			return bytes;
		});
		expect(read).toBe(3 * MIB);
	});
});

describe('cancelling', () => {
	const cases: Array<
		[string, Options, IBinaryData, (source: UploadSource, stop?: AbortSignal) => Promise<unknown>]
	> = [
		['a file is being opened', { stream: never }, FILE, readAll],
		['a read hangs', { stream: async () => hangingStream() }, FILE, readAll],
		['a read hangs for the fingerprint', { stream: never }, FILE, print],
		[
			'the database of n8n is busy',
			{
				stream: async () =>
					await Promise.reject(new Error('timeout exceeded when trying to connect')),
			},
			IN_DATABASE,
			readAll,
		],
	];

	it.each(cases)('ends it at once while %s', async (_case, options, binary, run) => {
		const stop = new AbortController();
		const source = await sourceOf(options, binary, stillClock);
		const trouble = troubleOf(() => run(source, stop.signal));
		await new Promise(setImmediate);
		stop.abort();
		expect((await trouble).message).toBe('The execution was canceled');
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
	});

	it('ends it while the size is looked up', async () => {
		const stop = new AbortController();
		const trouble = troubleOf(() =>
			sourceOf({ fileSize: never }, { ...FILE, bytes: undefined }, stillClock, stop.signal),
		);
		stop.abort();
		expect((await trouble).message).toBe('The execution was canceled');
	});

	it('ends the reading of a file in memory', async () => {
		const stop = new AbortController();
		const source = await sourceOf({}, { ...FILE, id: undefined, data: BYTES.toString('base64') });
		const trouble = await troubleOf(async () => {
			for await (const piece of source.open(0, stop.signal)) {
				expect(piece.byteLength).toBeGreaterThan(0);
				stop.abort();
			}
		});
		expect(trouble.message).toBe('The execution was canceled');
	});
});

describe("n8n's database", () => {
	const said = /^n8n's binary data mode "database" could not hand out the file 'film.mp4'$/;

	it('that hangs over a large file is named, and what to do', async () => {
		const trouble = await troubleOf(async () =>
			whilePassing(2 * MINUTE + 5000, async (clock) =>
				readAll(await sourceOf({ stream: never }, IN_DATABASE, clock)),
			),
		);
		expectReadable(trouble);
		expect(trouble.message).toMatch(said);
		expect(trouble.advice).toContain('N8N_DEFAULT_BINARY_DATA_MODE=filesystem');
		expect(trouble.advice).toContain('all workers share');
	});

	it.each([
		['Invalid string length', new RangeError('Invalid string length')],
		[
			'that no string is so long',
			Object.assign(new Error('Cannot create a string longer than 0x1fffffe8 characters'), {
				code: 'ERR_STRING_TOO_LONG',
			}),
		],
	])('that says %s is named', async (_words, cause) => {
		const stream = async () => await Promise.reject(cause);
		const trouble = await troubleOf(async () => readAll(await sourceOf({ stream }, IN_DATABASE)));
		expect(trouble.message).toMatch(said);
		expect(trouble.cause).toEqual(new SourceError('The file could not be read'));
		expect(trouble.cause).toMatchObject({ cause });
	});

	it('is not asked for less than it has, whatever the size', async () => {
		const stream = async () => Readable.from([BYTES]);
		expect(await readAll(await sourceOf({ stream }, IN_DATABASE))).toBe(3 * MIB);
	});

	it('is not blamed for what another mode cannot do', async () => {
		const stream = async () => await Promise.reject(new RangeError('Invalid string length'));
		const error = await thrownBy(async () => readAll(await sourceOf({ stream })));
		expect(error).toEqual(new SourceError('The file could not be read'));
	});

	const busyTwice = <T>(value: T) => {
		let asked = 0;
		return async () => {
			if (++asked < 3) throw new Error('timeout exceeded when trying to connect');
			return value;
		};
	};

	it('that is busy is asked again: for the size', async () => {
		const options = { fileSize: busyTwice(5) };
		const source = await sourceOf(options, { ...FILE, bytes: undefined }, new VirtualClock());
		expect(source.size).toBe(5);
	});

	it('that is busy is asked again: for the file', async () => {
		const stream = busyTwice(Readable.from([BYTES]));
		const source = await sourceOf({ stream }, FILE, new VirtualClock());
		expect(await readAll(source)).toBe(3 * MIB);
	});

	it('that stays busy is told as that', async () => {
		const busy = async () =>
			await Promise.reject(new Error('timeout exceeded when trying to connect'));
		const options = { stream: busy, fileSize: busy };
		const source = await sourceOf(options, FILE, new VirtualClock());
		const unsized = { ...FILE, bytes: undefined };
		for (const trouble of [
			await troubleOf(() => readAll(source)),
			await troubleOf(() => sourceOf(options, unsized, new VirtualClock())),
		]) {
			expectReadable(trouble);
			expect(trouble.message).toContain("n8n's own database is busy");
		}
	});
});

describe('a file that cannot be read', () => {
	const cause = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
	const gone = Object.assign(new Error("ENOENT: no such file, open '/x'"), { code: 'ENOENT' });
	const offline = Object.assign(new Error('getaddrinfo ENOTFOUND s3'), { code: 'ENOTFOUND' });
	const inWords = new Error('File not found');

	it.each<[string, Options, string, unknown]>([
		[
			'when it is opened',
			{ stream: async () => await Promise.reject(cause) },
			'could not be read',
			cause,
		],
		[
			'on the way',
			{
				stream: async () =>
					Readable.from(
						(async function* () {
							yield BYTES.subarray(0, MIB);
							throw cause;
						})(),
					),
			},
			'could not be read',
			cause,
		],
		[
			'because it is gone',
			{ stream: async () => await Promise.reject(gone) },
			'no longer has',
			gone,
		],
		[
			"because it is gone, in n8n's words",
			{ stream: async () => await Promise.reject(inWords) },
			'no longer has',
			inWords,
		],
		[
			'and does not take a host that is not found for a file',
			{ stream: async () => await Promise.reject(offline) },
			'could not be read',
			offline,
		],
		[
			'for a reason that is no error',
			{ stream: async () => await Promise.reject(null) },
			'could not be read',
			null,
		],
	])('keeps the cause %s', async (_case, options, words, expected) => {
		const error = (await thrownBy(async () => readAll(await sourceOf(options)))) as SourceError;
		expect(error).toBeInstanceOf(SourceError);
		expect(error.message).toContain(words);
		expect(error.message).not.toMatch(/EIO|ENOENT/);
		expect(error.cause).toEqual(expected);
	});

	it('keeps the cause where nothing has been sent yet', async () => {
		const options = { stream: async () => await Promise.reject(cause) };
		const trouble = await troubleOf(async () => print(await sourceOf(options)));
		expectReadable(trouble);
		expect(trouble.message).toBe("The file could not be read: 'film.mp4'");
		expect(trouble.cause).toMatchObject({ cause });
	});

	it('has no fingerprint when it is shorter than it said', async () => {
		const options = { stream: async () => Readable.from([BYTES.subarray(0, 10)]) };
		const trouble = await troubleOf(async () => print(await sourceOf(options)));
		expectReadable(trouble);
		expect(trouble.message).toContain('ended after 10 of its stated');
	});
});

describe('a read of n8n that breaks off', () => {
	const RANDOM = randomBytes(3 * MIB);
	const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
	const busy = new Error('timeout exceeded when trying to connect');

	/** Hands out a MiB at a time from the start, and breaks after so many of them: reading by reading. */
	function host(breaks: ReadonlyArray<[pieces: number, reason: unknown]>) {
		const streams: Readable[] = [];
		const stream = async () => {
			const [last, reason] = breaks[streams.length] ?? [3, undefined];
			const pieces = (async function* () {
				for (let at = 0; at < last; at++) {
					yield Buffer.from(RANDOM.subarray(at * MIB, (at + 1) * MIB));
				}
				if (reason !== undefined) await Promise.reject(reason);
			})();
			streams.push(Readable.from(pieces));
			return streams[streams.length - 1];
		};
		return { node: new FakeNode({ stream }), streams };
	}

	async function bytesFrom(node: FakeNode, from = 0, stop = NEVER): Promise<Buffer> {
		const source = await binarySource(node.execution, 0, FILE, new VirtualClock(), NEVER);
		const pieces: Uint8Array[] = [];
		for await (const piece of exactly(source, from, stop)) pieces.push(piece);
		return Buffer.concat(pieces);
	}

	it('goes on where it was, and the log tells', async () => {
		const { node, streams } = host([
			[1, reset],
			[2, new Error('Premature close')],
		]);
		expect((await bytesFrom(node)).equals(RANDOM)).toBe(true);
		expect(streams.map(({ destroyed }) => destroyed)).toEqual([true, true, true]);
		expect(node.logs).toEqual([
			"api.video: reading the file 'film.mp4' broke off at byte 1048576, and goes on there: The file could not be read: read ECONNRESET",
			"api.video: reading the file 'film.mp4' broke off at byte 2097152, and goes on there: The file could not be read: Premature close",
		]);
	});

	it('goes on from the middle of a file', async () => {
		const { node } = host([[2, reset]]);
		const rest = await bytesFrom(node, MIB + 3);
		expect(rest.equals(RANDOM.subarray(MIB + 3))).toBe(true);
	});

	it('stops with its cause once three openings have brought nothing', async () => {
		const { node, streams } = host(Array(9).fill([1, reset]));
		const error = await thrownBy(async () => await bytesFrom(node));
		expect(error).toEqual(new SourceError('The file could not be read'));
		expect(error).toMatchObject({ cause: reset });
		expect([streams.length, streams.every(({ destroyed }) => destroyed)]).toEqual([4, true]);
	});

	it('stops at once where n8n no longer has the file', async () => {
		const gone = Object.assign(new Error('The specified key does not exist.'), {
			code: 'NoSuchKey',
		});
		const { node, streams } = host([[1, gone]]);
		const error = await thrownBy(async () => await bytesFrom(node));
		expect(error).toEqual(new SourceError('n8n no longer has the file'));
		expect(streams).toHaveLength(1);
	});

	it('goes on where the database was busy', async () => {
		const { node } = host([[1, busy]]);
		expect((await bytesFrom(node)).equals(RANDOM)).toBe(true);
	});

	it('is told as a busy database where that stays busy', async () => {
		const { node, streams } = host(Array(9).fill([1, busy]));
		const trouble = await troubleOf(async () => await bytesFrom(node));
		expectReadable(trouble);
		expect(trouble.message).toContain("n8n's own database is busy");
		expect(streams).toHaveLength(4);
	});

	it('tells the log no signature of an address', async () => {
		const address = 'https://bucket.example/a/b?X-Amz-Signature=abc123&X-Amz-Credential=AKIA';
		const { node } = host([[1, new Error(`GET ${address} was cut off`)]]);
		await bytesFrom(node);
		expect(node.logs.join()).toContain('GET https://bucket.example/a/b was cut off');
		expect(node.logs.join()).not.toMatch(/Signature|AKIA/);
	});

	it('leaves no listener, and no stream open, when somebody stops meanwhile', async () => {
		const stop = new AbortController();
		const { node, streams } = host(Array(9).fill([1, reset]));
		const reading = bytesFrom(node, 0, stop.signal);
		reading.catch(() => undefined);
		while (streams.length < 2) await new Promise(setImmediate);
		stop.abort();
		await expect(reading).rejects.toThrow();
		expect(streams.every(({ destroyed }) => destroyed)).toBe(true);
		expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
	});

	it('is no matter for the size either', async () => {
		let asked = 0;
		const fileSize = async () => (++asked < 3 ? await Promise.reject(reset) : 2000);
		expect((await sourceOf({ fileSize }, { ...FILE, bytes: undefined })).size).toBe(2000);
	});

	it('is no matter for the fingerprint either', async () => {
		const whole = await binarySource(host([]).node.execution, 0, FILE, new VirtualClock(), NEVER);
		const { node } = host([[0, reset]]);
		const broken = await binarySource(node.execution, 0, FILE, new VirtualClock(), NEVER);
		expect(await print(broken)).toBe(await print(whole));
	});
});

describe('the size of a file that n8n has stored', () => {
	const ODD = [NaN, -1, 0.5, '1000', null, undefined, {}, Infinity, 2 ** 53];

	it.each(ODD)('is looked up where what came with it is none: %p', async (bytes) => {
		const binary = { ...FILE, bytes } as IBinaryData;
		expect((await sourceOf({ fileSize: async () => 2000 }, binary)).size).toBe(2000);
	});

	it.each(ODD)('is not guessed where n8n does not know it: %p', async (fileSize) => {
		const binary = { ...FILE, bytes: NaN };
		const trouble = await troubleOf(() => sourceOf({ fileSize: async () => fileSize }, binary));
		expect(trouble.message).toMatch(/^The size of the file 'film.mp4' is not known/);
		expect(trouble.advice).toContain('Run the step that brings the file again');
	});

	it('may be noted as 0: then it is empty', async () => {
		const binary = { ...FILE, bytes: NaN };
		const trouble = await troubleOf(() => sourceOf({ fileSize: async () => 0 }, binary));
		expect(trouble.message).toBe("The file 'film.mp4' is empty");
	});
});
