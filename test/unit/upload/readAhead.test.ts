import { randomBytes } from 'node:crypto';
import { BLOCK_BYTES, MIB, SourceError } from '../../../nodes/ApiVideo/upload';
import { withReadAhead } from '../../../nodes/ApiVideo/upload/readAhead';
import { hungUntil, listenersOf } from '../cancel/support';
import { memoryOf } from '../support/memoryOf';
import { NEVER } from '../support/never';
import { rangeSource } from '../support/rangeSource';
import { turns } from '../support/turns';

const FILE = randomBytes(30 * MIB + 5);
const settle = async () => await turns(200);

async function all(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	// As a connection does, which holds on to what it was given.
	const held: Uint8Array[] = [];
	for await (const piece of pieces) held.push(piece);
	return Buffer.concat(held);
}

const memory = (bytes = 32 * MIB) => memoryOf(bytes);

describe('one request that several readings fill', () => {
	it('carries the file, and carries it again, in half of the memory', async () => {
		const source = rangeSource(FILE, { before: async (at) => await turns(at % 3) });
		const pool = memory();
		await withReadAhead(source, pool, NEVER, async (open) => {
			for (let time = 0; time < 2; time++) {
				expect((await all(open(NEVER))).equals(FILE)).toBe(true);
			}
			expect(pool.ceiling.used * BLOCK_BYTES).toBe(16 * MIB);
		});
		expect(pool.ceiling.used).toBe(0);
		expect(source.counts).toMatchObject({ most: 4, tooMany: 0, underWay: 0, opened: 0 });
		expect(source.counts.readings).toHaveLength(16);
	});

	it('is read ahead as far as its memory goes, and on as it is sent', async () => {
		const source = rangeSource(FILE, { parallel: () => 8 });
		await withReadAhead(source, memory(), NEVER, async (open) => {
			const pieces = open(NEVER)[Symbol.asyncIterator]();
			await pieces.next();
			await settle();
			expect(source.counts.readings).toHaveLength(4);
			for (let bytes = 0; bytes < 4 * MIB; ) {
				const { value } = (await pieces.next()) as { value: Uint8Array };
				bytes += value.byteLength;
			}
			await settle();
			expect(source.counts.readings).toHaveLength(5);
			await pieces.return?.();
		});
		expect(source.counts.underWay).toBe(0);
	});

	it('is read by one request at a time: the newest', async () => {
		const source = rangeSource(FILE);
		await withReadAhead(source, memory(), NEVER, async (open) => {
			const left = open(NEVER)[Symbol.asyncIterator]();
			await left.next();
			const [first, second] = [all(open(NEVER)), all(open(NEVER))];
			await expect(first).rejects.toThrow();
			expect((await second).equals(FILE)).toBe(true);
			await expect(left.next()).rejects.toThrow();
		});
		expect(source.counts.underWay).toBe(0);
	});

	it('stops with what a reading throws, though bytes before it are not sent yet, and ends the others', async () => {
		const reason = new SourceError('The file server has gone');
		let isGone = false;
		const source = rangeSource(FILE, {
			before: async (at, signal) => {
				if (at < 4 * MIB) return;
				if (at >= 8 * MIB) await hungUntil(signal);
				while (!isGone) await turns(1);
				throw reason;
			},
		});
		const pool = memory();
		const cancel = new AbortController();
		const sending = withReadAhead(source, pool, cancel.signal, async (open) => {
			const pieces = open(cancel.signal)[Symbol.asyncIterator]();
			await pieces.next();
			isGone = true;
			await settle();
			await expect(pieces.next()).rejects.toBe(reason);
		});
		await sending;
		expect([source.counts.underWay, pool.ceiling.used, listenersOf(cancel.signal)]).toEqual([
			0, 0, 0,
		]);
	});

	it.each([
		['its bytes', false],
		['its memory', true],
	])('ends with its signal while it waits for %s, and leaves nothing', async (_what, isFull) => {
		const source = rangeSource(FILE, { before: async (_at, signal) => await hungUntil(signal) });
		const pool = memory();
		const others = isFull ? await pool.reserve(32 * MIB, NEVER) : undefined;
		const cancel = new AbortController();
		const reason = new Error('cancelled');
		const sending = withReadAhead(
			source,
			pool,
			cancel.signal,
			async (open) => await all(open(cancel.signal)),
		);
		sending.catch(() => undefined);
		await settle();
		cancel.abort(reason);
		await expect(sending).rejects.toBe(reason);
		others?.release();
		expect([source.counts.underWay, pool.ceiling.used, listenersOf(cancel.signal)]).toEqual([
			0, 0, 0,
		]);
	});
});
