import { randomBytes } from 'node:crypto';
import { exactly, SourceError, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { PieceReader } from '../../../nodes/ApiVideo/upload/pieceReader';
import { breakingSource } from '../support/breakingSource';
import { NEVER } from '../support/never';

const BYTES = randomBytes(1000);
const unbroken = () => breakingSource(BYTES, [100], { at: [] });
const opening = (source: UploadSource) => (at: number) => exactly(source, at, NEVER);

async function fill(reader: PieceReader, bytes: number): Promise<Buffer> {
	const target = Buffer.alloc(bytes);
	for (let at = 0; at < bytes; ) at += await reader.fill(target.subarray(at));
	return target;
}

describe('what lies between two wanted ranges', () => {
	it.each<[string, boolean, number[]]>([
		['is left out where the source begins anywhere', true, [10, 560]],
		['is read over where it does not', false, [10]],
	])('%s', async (_case, seeks, openings) => {
		const source = { ...unbroken(), seeks };
		const reader = new PieceReader(source, 10, opening(source));
		expect((await fill(reader, 50)).equals(BYTES.subarray(10, 60))).toBe(true);
		await reader.skip(500);
		expect((await fill(reader, 440)).equals(BYTES.subarray(560))).toBe(true);
		await reader.expectEnd();
		await reader.close();
		expect(source.counts).toMatchObject({ openings, open: 0 });
	});

	it('is not left out where the piece at hand has it', async () => {
		const source = { ...unbroken(), seeks: true };
		const reader = new PieceReader(source, 0, opening(source));
		await fill(reader, 20);
		await reader.skip(30);
		expect((await fill(reader, 100)).equals(BYTES.subarray(50, 150))).toBe(true);
		await reader.close();
		expect(source.counts).toMatchObject({ openings: [0], open: 0 });
	});
});

describe('closing', () => {
	it('frees a piece that has not been used up, once', async () => {
		const discarded: number[] = [];
		const discard = ({ byteLength }: Uint8Array) => discarded.push(byteLength);
		const source = { ...unbroken(), discard };
		const reader = new PieceReader(source, 0, opening(source));
		await fill(reader, 130);
		expect(discarded).toEqual([100]);
		await reader.close();
		await reader.close();
		expect(discarded).toEqual([100, 100]);
	});

	it('ends the filling that goes on meanwhile', async () => {
		let give = () => {};
		const source: UploadSource = {
			...unbroken(),
			async *open() {
				await new Promise<void>((resolve) => (give = resolve));
				yield Uint8Array.from(BYTES.subarray(0, 100));
			},
			discard: (piece) =>
				void (piece.buffer as ArrayBuffer & { transfer?(): unknown }).transfer?.(),
		};
		const reader = new PieceReader(source, 0, opening(source));
		const filling = fill(reader, 500);
		await Promise.resolve();
		const closing = reader.close();
		give();
		await expect(filling).rejects.toThrow(
			new SourceError('The file was closed while it was being read'),
		);
		await closing;
	});
});
