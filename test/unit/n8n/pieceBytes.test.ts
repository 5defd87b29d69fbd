import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { beginningOf } from '../../../nodes/ApiVideo/n8n/beginningOf';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { MIB, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { FakeNode } from '../support/fakeNode';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';

const LARGE = 64 * MIB;

/** A source of n8n's, and what it has asked n8n for. */
async function stored(bytes: number, mode = 'filesystem-v2') {
	const asked: number[] = [];
	const stream = async (_id: string, pieceBytes?: number) => {
		asked.push(pieceBytes ?? 0);
		return Readable.from(
			(function* () {
				for (let left = bytes; left > 0; left -= MIB) yield Buffer.alloc(Math.min(left, MIB));
			})(),
		);
	};
	const binary: IBinaryData = { mimeType: 'video/mp4', data: mode, id: `${mode}:1`, bytes };
	const node = new FakeNode({ stream });
	const source = await binarySource(node.execution, 0, binary, new VirtualClock(), NEVER);
	return { source, asked };
}

async function begin(source: UploadSource): Promise<AsyncIterator<Uint8Array>> {
	const pieces = source.open(0, NEVER)[Symbol.asyncIterator]();
	await pieces.next();
	return pieces;
}

describe('the pieces in which n8n is asked for a file', () => {
	it.each([
		['a file', 5 * MIB, 'filesystem-v2', MIB],
		['a large file', LARGE, 'filesystem-v2', 4 * MIB],
		['a large file in the database', LARGE, 'database', MIB],
	])('%s', async (_what, bytes, mode, expected) => {
		const { source, asked } = await stored(bytes, mode);
		await (await begin(source)).return?.();
		expect(asked).toEqual([expected]);
	});

	it('are short where only the beginning is looked at', async () => {
		const { source, asked } = await stored(LARGE);
		expect(await beginningOf(source, 1024, NEVER)).toHaveLength(1024);
		expect(asked).toEqual([64 * 1024]);
	});

	it('are long for one reading of the process at a time, as they take memory', async () => {
		const [first, second] = [await stored(LARGE), await stored(LARGE)];
		const reading = await begin(first.source);
		await (await begin(second.source)).return?.();
		await reading.return?.();
		await (await begin(second.source)).return?.();
		expect([...first.asked, ...second.asked]).toEqual([4 * MIB, MIB, 4 * MIB]);
	});
});

describe('the memory of a long piece', () => {
	it.each([
		['filesystem-v2', 4 * MIB, 1],
		['filesystem-v2', 4 * MIB + 1, 0],
		['database', 4 * MIB, 0],
	])('of the mode %s, of %i bytes', async (mode, bytes, freed) => {
		const transfer = jest.fn();
		const buffer = Object.assign(new ArrayBuffer(bytes), { transfer });
		const { source } = await stored(LARGE, mode);
		source.discard?.(new Uint8Array(buffer));
		expect(transfer).toHaveBeenCalledTimes(freed);
	});
});
