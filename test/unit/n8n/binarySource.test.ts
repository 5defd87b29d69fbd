import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { binarySource } from '../../../nodes/ApiVideo/n8n/binarySource';
import { MIB, type UploadSource } from '../../../nodes/ApiVideo/upload';
import { FakeNode, type FakeNodeOptions } from '../support/fakeNode';
import { expectReadable, troubleOf } from '../support/troubles';
import { NEVER } from '../support/never';
import { VirtualClock } from '../support/virtualClock';

const FILE = { mimeType: 'video/mp4', fileName: 'film.mp4' };
const inMemory = (bytes: Buffer): IBinaryData => ({ ...FILE, data: bytes.toString('base64') });
const stored: IBinaryData = { ...FILE, data: 'filesystem-v2', id: 'filesystem-v2:1', bytes: 1000 };

async function open(
	binary: IBinaryData,
	options: Partial<FakeNodeOptions> = {},
): Promise<UploadSource> {
	const node = new FakeNode({ items: [{ json: {}, binary: { data: binary } }], ...options });
	return await binarySource(node.execution, 0, 'data', new VirtualClock(), NEVER);
}

async function piecesOf({ open }: UploadSource, signal = NEVER): Promise<Buffer[]> {
	const pieces: Buffer[] = [];
	for await (const piece of open(0, signal)) pieces.push(Buffer.from(piece));
	return pieces;
}

describe('a file in memory', () => {
	it.each([1, 2, 3, 4, MIB - 1, MIB, MIB + 1, 2 * MIB, 3 * MIB + 2])(
		'of %d bytes comes out as it went in',
		async (size) => {
			const bytes = randomBytes(size);
			const source = await open(inMemory(bytes));
			const pieces = await piecesOf(source);
			expect(source.size).toBe(size);
			expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
			expect(pieces.every(({ length }) => length > 0 && length <= MIB)).toBe(true);
		},
	);

	it('is not decoded as a whole, and only when it is asked for', async () => {
		const source = await open(inMemory(randomBytes(10 * MIB)));
		const pieces = await piecesOf(source);
		expect(pieces.length).toBeGreaterThanOrEqual(10);
	});

	it('is read from the start each time', async () => {
		const bytes = randomBytes(MIB + 1);
		const source = await open(inMemory(bytes));
		await piecesOf(source);
		expect(Buffer.concat(await piecesOf(source)).equals(bytes)).toBe(true);
	});

	it('of no bytes is refused', async () => {
		const trouble = await troubleOf(() => open(inMemory(Buffer.alloc(0))));
		expectReadable(trouble);
		expect(trouble.message).toBe("The file 'film.mp4' is empty");
		expect(trouble.advice).toContain('step that brings the file');
	});
});

describe('a file that n8n has stored', () => {
	const bytes = randomBytes(1000);
	const opened: Array<[string, number | undefined, Readable]> = [];
	const stream: FakeNodeOptions['stream'] = async (id, pieceBytes) => {
		const readable = Readable.from([bytes.subarray(0, 300), bytes.subarray(300)]);
		opened.push([id, pieceBytes, readable]);
		return readable;
	};
	beforeEach(() => {
		opened.length = 0;
	});

	it('is asked for in pieces, and read through', async () => {
		const pieces = await piecesOf(await open(stored, { stream }));
		expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
		expect(opened.map(([id, pieceBytes]) => [id, pieceBytes])).toEqual([[stored.id, 64 * 1024]]);
		expect(opened[0][2].destroyed).toBe(true);
	});

	it('is not opened before it is read, and again for each reading', async () => {
		const source = await open(stored, { stream });
		expect(opened).toHaveLength(0);
		await piecesOf(source);
		await piecesOf(source);
		expect(opened).toHaveLength(2);
	});

	it('takes its size from what came with it', async () => {
		const fileSize = jest.fn(async () => 7);
		expect((await open(stored, { fileSize })).size).toBe(1000);
		expect(fileSize).not.toHaveBeenCalled();
	});

	it('takes its size from what n8n has noted, where nothing came with it', async () => {
		const fileSize = async (id: string) => (id === stored.id ? 2000 : NaN);
		expect((await open({ ...stored, bytes: undefined }, { fileSize })).size).toBe(2000);
	});

	it('does not take its size from the text that is shown', async () => {
		const shown = { ...stored, bytes: undefined, fileSize: '2 kB' };
		expect((await open(shown, { fileSize: async () => 2000 })).size).toBe(2000);
	});

	it('is refused when it is empty', async () => {
		const trouble = await troubleOf(() => open({ ...stored, bytes: 0 }));
		expect(trouble.message).toBe("The file 'film.mp4' is empty");
	});

	it('tells in words of its own that n8n no longer has it', async () => {
		const fileSize = async () => {
			throw Object.assign(new Error("ENOENT: no such file, open '/x'"), { code: 'ENOENT' });
		};
		const trouble = await troubleOf(() => open({ ...stored, bytes: undefined }, { fileSize }));
		expectReadable(trouble);
		expect(trouble.message).toContain('film.mp4');
	});

	it('is closed when nobody wants the rest', async () => {
		const source = await open(stored, { stream });
		for await (const piece of source.open(0, NEVER)) {
			expect(piece).toHaveLength(300);
			break;
		}
		expect(opened[0][2].destroyed).toBe(true);
	});

	it('is closed when the execution is cancelled while a read hangs', async () => {
		const cancel = new AbortController();
		const hanging = new Readable({ read() {} });
		const source = await open(stored, { stream: async () => hanging });
		const reading = piecesOf(source, cancel.signal);
		await new Promise(setImmediate);
		cancel.abort();
		await expect(reading).rejects.toThrow();
		expect(hanging.destroyed).toBe(true);
	});

	it('is closed when the execution is cancelled while it is being opened', async () => {
		const cancel = new AbortController();
		const hanging = new Readable({ read() {} });
		const stream = async () => {
			cancel.abort();
			return hanging;
		};
		const reading = piecesOf(await open(stored, { stream }), cancel.signal);
		reading.catch(() => undefined);
		await new Promise(setImmediate);
		const closed = hanging.destroyed;
		hanging.destroy();
		await reading.catch(() => undefined);
		expect(closed).toBe(true);
	});

	it('leaves no listener on the signals behind', async () => {
		const { signal } = new AbortController();
		const stop = new AbortController().signal;
		await piecesOf(await open(stored, { stream, signal }), stop);
		expect(getEventListeners(signal, 'abort')).toHaveLength(0);
		expect(getEventListeners(stop, 'abort')).toHaveLength(0);
	});
});

describe('a file that is too large', () => {
	const LARGEST = 30 * 1024 * MIB;

	it('has more than 30 GiB', async () => {
		const trouble = await troubleOf(() => open({ ...stored, bytes: LARGEST + 1 }));
		expectReadable(trouble);
		expect(trouble.message).toMatch(/'film\.mp4' is too large.*30 GiB at most/);
	});

	it('is named even without a name', async () => {
		const nameless = { ...stored, fileName: undefined, bytes: 2 * LARGEST };
		const { message } = await troubleOf(() => open(nameless));
		expect(message).toMatch(/The file of this item is too large: it has 60\.0 GiB/);
	});

	it('does not have 30 GiB exactly', async () => {
		expect((await open({ ...stored, bytes: LARGEST })).size).toBe(LARGEST);
	});
});

describe('the memory of a piece', () => {
	/** A buffer that tells whether its memory was given away; the platform's own does so from Node 22 on. */
	function pieceOf(bufferBytes: number, pieceBytes = bufferBytes) {
		const transfer = jest.fn();
		const buffer = Object.assign(new ArrayBuffer(bufferBytes), { transfer });
		return { piece: new Uint8Array(buffer, 0, pieceBytes), transfer };
	}

	it('is freed when its bytes have been copied', async () => {
		const { piece, transfer } = pieceOf(MIB);
		(await open(stored)).discard?.(piece);
		expect(transfer).toHaveBeenCalledWith(0);
	});

	it.each([
		['it shares its memory', 1000, 999],
		['n8n hands out more than was asked for, which it may keep', 4 * MIB + 1, 4 * MIB + 1],
	])('is left alone where %s', async (_why, bufferBytes, pieceBytes) => {
		const { piece, transfer } = pieceOf(bufferBytes, pieceBytes);
		(await open(stored)).discard?.(piece);
		expect(transfer).not.toHaveBeenCalled();
	});

	it('is left alone where the platform cannot free it', async () => {
		const buffer = Object.assign(new ArrayBuffer(8), { transfer: undefined });
		const source = await open(stored);
		expect(() => source.discard?.(new Uint8Array(buffer))).not.toThrow();
	});
});
