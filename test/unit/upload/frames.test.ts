import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { SourceError } from '../../../nodes/ApiVideo/upload';
import { frames } from '../../../nodes/ApiVideo/upload/frames';
import { memorySource } from '../support/memorySource';

async function collect(source: ReturnType<typeof memorySource>, frameBytes: number) {
	const seen: Array<{ from: number; bytes: Buffer }> = [];
	for await (const { from, bytes } of frames(source, frameBytes)) {
		seen.push({ from, bytes: Buffer.from(bytes) });
	}
	return seen;
}

describe('frames', () => {
	it('re-cuts pieces of any length into frames of equal length, without losing a byte', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 5000 }),
				fc.integer({ min: 1, max: 700 }),
				fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 5 }),
				async (size, frameBytes, pieceLengths) => {
					const bytes = randomBytes(size);
					const seen = await collect(memorySource(bytes, pieceLengths), frameBytes);
					expect(Buffer.concat(seen.map((frame) => frame.bytes)).equals(bytes)).toBe(true);
					expect(seen.map(({ from }) => from)).toEqual(seen.map((_, index) => index * frameBytes));
					expect(seen.slice(0, -1).every((frame) => frame.bytes.length === frameBytes)).toBe(true);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('reads the next frame while the current one is in use', async () => {
		const pulled: number[] = [];
		const source = memorySource(randomBytes(30), [10]);
		const open = source.open.bind(source);
		source.open = async function* () {
			for await (const piece of open()) {
				pulled.push(piece.length);
				yield piece;
			}
		};
		const iterator = frames(source, 10);
		await iterator.next();
		await new Promise(setImmediate);
		expect(pulled).toEqual([10, 10]);
		await iterator.return(undefined);
	});

	it('uses two buffers in turn, whatever the size of the file', async () => {
		const buffers = new Set<ArrayBufferLike>();
		for await (const { bytes } of frames(memorySource(randomBytes(1000), [64]), 100)) {
			buffers.add(bytes.buffer);
		}
		expect(buffers.size).toBe(2);
	});

	it.each([
		['ends early', 99, 100, 'The file ended after 99 of its stated 100 bytes'],
		['goes on', 101, 100, 'The file is larger than its stated 100 bytes'],
	])('never hands out the last frame of a file that %s', async (_case, real, stated, message) => {
		const seen: number[] = [];
		const reading = (async () => {
			for await (const { from } of frames(memorySource(randomBytes(real), [7], stated), 50)) {
				seen.push(from);
			}
		})();
		await expect(reading).rejects.toThrow(new SourceError(message));
		expect(seen).toEqual([0]);
	});

	it('closes the file when nobody wants the rest', async () => {
		const source = memorySource(randomBytes(100), [10]);
		const iterator = frames(source, 10);
		await iterator.next();
		await iterator.return(undefined);
		expect([source.opened, source.closed]).toEqual([1, 1]);
	});
});
