import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { tokenTransport } from '../../../nodes/ApiVideo/n8n/uploadTransport';
import {
	exactly,
	MIB,
	upload,
	UploadStopped,
	type UploadSource,
} from '../../../nodes/ApiVideo/upload';
import { FakeNode, problemResponse } from '../support/fakeNode';
import { NEVER } from '../support/never';
import { stillClock } from '../support/stillClock';
import { VirtualClock } from '../support/virtualClock';
import { shareOf } from '../support/shareOf';

const BYTES = randomBytes(1000);
const FILE = { mimeType: 'video/mp4', fileName: 'film.mp4', data: 's3', id: 's3:1' };
const never = async () => await new Promise<never>(() => undefined);
const turn = async () => await new Promise(setImmediate);

/** What one opening of a file does: an offset at which it breaks or hangs, if it does, and its pieces. */
interface Opening {
	readonly at: number;
	readonly then: 'break' | 'hang' | 'go on';
	readonly pieceBytes: number;
}

/** n8n's storage, from which every reading begins at the start. */
function storage(bytes: Buffer, openings: readonly Opening[]) {
	const streams: Readable[] = [];
	const stream = async () => {
		const { at, then, pieceBytes } = openings[streams.length % openings.length];
		const pieces = (async function* () {
			const end = then === 'go on' ? bytes.length : at;
			for (let from = 0; from < end; from += pieceBytes) {
				await turn();
				yield Buffer.from(bytes.subarray(from, Math.min(end, from + pieceBytes)));
			}
			if (then === 'hang') await never();
			if (then === 'break') await Promise.reject(new Error('read ECONNRESET'));
		})();
		streams.push(Readable.from(pieces));
		return streams[streams.length - 1];
	};
	return { stream, streams };
}

const sourceIn = async (node: FakeNode, bytes: number): Promise<UploadSource> =>
	await binarySource(node.execution, 0, { ...FILE, bytes }, new VirtualClock(), NEVER);

describe('reading a file of n8n', () => {
	const opening: fc.Arbitrary<Opening> = fc.record({
		at: fc.integer({ min: 0, max: BYTES.length }),
		then: fc.constantFrom('break', 'hang', 'go on'),
		pieceBytes: fc.integer({ min: 50, max: 600 }),
	});

	it('ends with the signal at any moment, and leaves nothing', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(opening, { minLength: 1, maxLength: 4 }),
				fc.integer({ min: 0, max: BYTES.length - 1 }),
				fc.integer({ min: 0, max: 25 }),
				async (openings, from, turns) => {
					const { stream, streams } = storage(BYTES, openings);
					const source = await sourceIn(new FakeNode({ stream }), BYTES.length);
					const stop = new AbortController();
					const pieces: Uint8Array[] = [];
					let ended = false;
					const run = async () => {
						for await (const piece of exactly(source, from, stop.signal)) pieces.push(piece);
					};
					const reading = run()
						.catch((reason: unknown) => reason)
						.finally(() => (ended = true));
					for (let passed = 0; passed < turns; passed++) await turn();
					stop.abort();
					for (let passed = 0; passed < 5; passed++) await turn();
					expect(ended).toBe(true);
					const reason = await reading;
					const read = Buffer.concat(pieces);
					expect(read.equals(BYTES.subarray(from, from + read.length))).toBe(true);
					if (reason === undefined) expect(read).toHaveLength(BYTES.length - from);
					expect(streams.filter(({ destroyed }) => !destroyed)).toEqual([]);
					expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
				},
			),
			{ numRuns: 150 },
		);
	});

	it('may go on in several places at once', async () => {
		const { stream } = storage(BYTES, [
			{ at: 0, then: 'go on', pieceBytes: 70 },
			{ at: 500, then: 'break', pieceBytes: 300 },
		]);
		const stored = await sourceIn(new FakeNode({ stream }), BYTES.length);
		const text = { ...FILE, id: undefined, data: BYTES.toString('base64') };
		const inMemory = await binarySource(new FakeNode().execution, 0, text, stillClock, NEVER);
		const readFrom = async (source: UploadSource, from: number) => {
			const pieces: Uint8Array[] = [];
			for await (const piece of exactly(source, from, NEVER)) pieces.push(piece);
			return Buffer.concat(pieces).equals(BYTES.subarray(from));
		};
		const readings = [0, 1, 333, 500, 999].flatMap((from) => [
			readFrom(stored, from),
			readFrom(inMemory, from),
		]);
		expect(await Promise.all(readings)).toEqual(Array(10).fill(true));
	});
});

describe('an answer that comes while a read hangs', () => {
	const FILE_BYTES = randomBytes(12 * MIB);
	const refusing = (stream: () => Promise<Readable>) => {
		const signals: AbortSignal[] = [];
		const taken: number[] = [];
		const node: FakeNode = new FakeNode({
			stream,
			reply: async ({ body, abortSignal }) => {
				signals.push(abortSignal as AbortSignal);
				const file = (body as FormData).get('file') as File;
				const sending = async () => {
					for await (const piece of file.stream()) taken.push(piece.byteLength);
				};
				sending().catch(() => undefined);
				// The rest does not come, and the service has seen enough.
				while (taken.length < 2) await turn();
				await turn();
				return problemResponse(403, 'authorization-suspended-account');
			},
		});
		return { node, signals };
	};

	it.each<[string, number | undefined]>([
		['in one request', undefined],
		['in chunks', 5 * MIB],
	])('ends the upload, and closes the file: %s', async (_case, chunkBytes) => {
		const { stream, streams } = storage(FILE_BYTES, [
			{ at: 2 * MIB, then: 'hang', pieceBytes: MIB },
		]);
		const { node, signals } = refusing(stream);
		const source = await sourceIn(node, FILE_BYTES.length);
		const transport = tokenTransport(node.execution, stillClock, 'http://localhost', 'to1');
		const stop = new AbortController();
		// On this clock no limit is ever reached.
		const uploading = upload(source, transport, shareOf(stillClock), {
			videoId: 'vi1',
			chunkBytes,
			signal: stop.signal,
		});
		await expect(uploading).rejects.toBeInstanceOf(UploadStopped);
		await turn();
		expect(streams.map(({ destroyed }) => destroyed)).toEqual([true]);
		for (const signal of [...signals, stop.signal]) {
			expect(getEventListeners(signal, 'abort')).toHaveLength(0);
		}
	});
});
