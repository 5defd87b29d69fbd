import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { BLOCK_BYTES, MIB, SourceError } from '../../../nodes/ApiVideo/upload';
import { withSpareMemory } from '../../../nodes/ApiVideo/upload/spareMemory';
import { memoryOf } from '../support/memoryOf';
import { memorySource } from '../support/memorySource';
import { NEVER } from '../support/never';
import { turns } from '../support/turns';

const FILE = randomBytes(5 * MIB + 3);

/** A source that counts the bytes whose memory was freed. */
function freeing(bytes: Buffer, size?: number) {
	const source = {
		...memorySource(bytes, [MIB], size),
		freed: 0,
		discard: (piece: Uint8Array) => (source.freed += piece.byteLength),
	};
	return source;
}

/** As a connection does, which holds on to what it was given. */
async function all(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const held: Uint8Array[] = [];
	for await (const piece of pieces) held.push(piece);
	return Buffer.concat(held);
}

describe('a short file on its way into its one request', () => {
	it('frees every piece that the host hands out, as it lies in memory of the pool', async () => {
		const source = freeing(FILE);
		const memory = memoryOf(64 * MIB);
		const { signal } = new AbortController();
		await withSpareMemory(source, memory, async (open) => {
			expect((await all(open(signal))).equals(FILE)).toBe(true);
			expect(source.freed).toBe(FILE.byteLength);
			expect(memory.ceiling.used).toBe(2);
		});
		expect(memory.ceiling.used).toBe(0);
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
	});

	it('gives the memory back when its try has ended, and is read again by the next one', async () => {
		const source = freeing(FILE);
		const memory = memoryOf(64 * MIB);
		await withSpareMemory(source, memory, async (open) => {
			for (let tries = 0; tries < 3; tries++) {
				const request = new AbortController();
				expect((await all(open(request.signal))).equals(FILE)).toBe(true);
				request.abort();
				await turns(10);
				expect(memory.ceiling.used).toBe(0);
				expect(getEventListeners(request.signal, 'abort')).toHaveLength(0);
			}
		});
		expect(source.freed).toBe(3 * FILE.byteLength);
	});

	it.each([
		['is longer than 16 MiB', 64 * MIB, 16 * MIB + 1, 0],
		['finds too little of it', 16 * MIB, 5 * MIB, 3],
	])('goes without where it %s', async (_why, bytes, size, taken) => {
		const memory = memoryOf(bytes);
		const others = taken > 0 ? memory.spare(taken * BLOCK_BYTES) : undefined;
		const source = freeing(Buffer.alloc(size, 1));
		await withSpareMemory(source, memory, async (open) => {
			expect(await all(open(NEVER))).toHaveLength(size);
			expect(memory.ceiling.used).toBe(taken);
		});
		expect(source.freed).toBe(0);
		others?.release();
	});

	it('takes nothing from somebody who waits for memory', async () => {
		const memory = memoryOf(16 * MIB);
		const first = await memory.reserve(8 * MIB, NEVER);
		const waiting = memory.reserve(16 * MIB, NEVER);
		await withSpareMemory(freeing(FILE), memory, async (open) => {
			expect((await all(open(NEVER))).equals(FILE)).toBe(true);
			expect(memory.ceiling.used).toBe(2);
		});
		first.release();
		(await waiting).release();
		expect(memory.ceiling.used).toBe(0);
	});

	it.each([
		['shorter', FILE.byteLength + 1],
		['longer', FILE.byteLength - 1],
	])('is not handed out to its end when it is %s than it said', async (_how, size) => {
		const memory = memoryOf(64 * MIB);
		let seen = 0;
		const sending = withSpareMemory(freeing(FILE, size), memory, async (open) => {
			for await (const piece of open(NEVER)) seen += piece.byteLength;
		});
		await expect(sending).rejects.toThrow(SourceError);
		expect(seen).toBeLessThan(size);
		await turns(10);
		expect(memory.ceiling.used).toBe(0);
	});

	it('keeps its memory from others as long as a source that hangs may still write into it', async () => {
		const memory = memoryOf(64 * MIB);
		const request = new AbortController();
		let goOn = () => {};
		const hung = new Promise<void>((resolve) => (goOn = resolve));
		const source = {
			...freeing(FILE),
			async *open() {
				yield FILE.subarray(0, MIB);
				await hung;
				yield FILE.subarray(MIB);
			},
		};
		await withSpareMemory(source, memory, async (open) => {
			const pieces = open(request.signal)[Symbol.asyncIterator]();
			await pieces.next();
			request.abort(new Error('ended'));
			await expect(pieces.next()).resolves.toMatchObject({ done: true });
		});
		expect(memory.ceiling.used).toBe(2);
		goOn();
		await turns(50);
		expect(memory.ceiling.used).toBe(0);
	});
});
