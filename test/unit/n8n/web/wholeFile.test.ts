import type { FileServer, OpenFile } from '../../../../nodes/ApiVideo/n8n/web/fileServer';
import { fileWithoutLength } from '../../../../nodes/ApiVideo/n8n/web/fileWithoutLength';
import type { Probed, ProbedWithoutLength } from '../../../../nodes/ApiVideo/n8n/web/probe';
import { wholeFile } from '../../../../nodes/ApiVideo/n8n/web/wholeFile';
import type { Pieces } from '../../../../nodes/ApiVideo/upload';
import { hostThatReadsOn } from '../../support/breakingSource';
import { NEVER } from '../../support/never';

const FILE = Buffer.from('0123456789');
const BEGINNING = FILE.subarray(0, 4);
const HEADERS = { 'content-length': '10', etag: '"a"' };

/** A file server that answers each request so, with a body in pieces of three bytes. */
function serverOf(headers: Record<string, string>, body: Buffer = FILE, status = 200) {
	const seen = { opened: [] as object[], closed: 0 };
	const open = async (asked: object): Promise<OpenFile> => {
		seen.opened.push(asked);
		return {
			url: new URL('https://files.example/film.mp4'),
			status,
			headers,
			encoding: '',
			request: {
				async *read() {
					for (let at = 0; at < body.length; at += 3) yield Buffer.from(body.subarray(at, at + 3));
				},
			},
			close: () => seen.closed++,
		} as unknown as OpenFile;
	};
	return { server: { open } as unknown as FileServer, seen };
}

async function textOf(pieces: Pieces): Promise<string> {
	const read: Uint8Array[] = [];
	for await (const piece of pieces) read.push(piece);
	return Buffer.concat(read).toString();
}

describe('a file of which no part can be had alone', () => {
	const known = (more: Partial<Probed> = {}) =>
		({ beginning: BEGINNING, size: 10, type: 'video/mp4', etag: '"a"', ...more }) as Probed;
	const read = ({ server }: ReturnType<typeof serverOf>, from = 0, probed = known()) =>
		textOf(wholeFile(server, probed, from, NEVER, hostThatReadsOn().how));

	it.each([0, 1, 3, 4, 5, 9])('is read from byte %d on', async (from) => {
		const world = serverOf(HEADERS);
		expect(await read(world, from)).toBe(FILE.subarray(from).toString());
		expect(world.seen.opened).toEqual([{}]);
		expect(world.seen.closed).toBeGreaterThan(0);
	});

	it('is not asked for again where all of it is known', async () => {
		const world = serverOf(HEADERS);
		expect(await read(world, 2, known({ beginning: FILE }))).toBe('23456789');
		expect(world.seen.opened).toEqual([]);
	});

	it.each<[string, number, Record<string, string>, typeof FILE, RegExp]>([
		['is another one by now', 200, { ...HEADERS, etag: '"b"' }, FILE, /has changed/],
		['ends early', 200, HEADERS, FILE.subarray(0, 9), /sends the file compressed/],
		['comes in part', 206, HEADERS, FILE, /sends other bytes/],
	])('that %s is not the file', async (_which, status, headers, body, message) => {
		const world = serverOf(headers, body, status);
		await expect(read(world)).rejects.toThrow(message);
		expect(world.seen.closed).toBeGreaterThan(0);
	});

	it('is asked for by nobody who was cancelled', async () => {
		const world = serverOf(HEADERS);
		const how = hostThatReadsOn().how;
		const reading = textOf(wholeFile(world.server, known(), 0, AbortSignal.abort(), how));
		await expect(reading).rejects.toThrow('canceled');
		expect(world.seen.opened).toEqual([]);
	});
});

describe('a file whose length nobody tells', () => {
	const CHUNKED = { 'transfer-encoding': 'chunked', etag: '"a"' };
	const known = { beginning: BEGINNING, etag: '"a"' } as unknown as ProbedWithoutLength;
	const read = ({ server }: ReturnType<typeof serverOf>, probed = known) =>
		textOf(fileWithoutLength(server, probed, NEVER, hostThatReadsOn().how));

	it.each([[CHUNKED], [{ 'content-length': '10', etag: '"a"' }]])(
		'is read to its end, which is marked: %j',
		async (headers) => {
			const world = serverOf(headers);
			expect(await read(world)).toBe(FILE.toString());
			expect(world.seen.opened).toEqual([{}]);
			expect(world.seen.closed).toBeGreaterThan(0);
		},
	);

	it.each<[string, number, Record<string, string>, string, RegExp]>([
		['is another one by its tag', 200, { ...CHUNKED, etag: '"b"' }, '0123456789', /has changed/],
		['is another one by its first byte', 200, CHUNKED, 'x123456789', /has changed/],
		['is another one by its third byte', 200, CHUNKED, '01x3456789', /has changed/],
		['is another one by the last known byte', 200, CHUNKED, '012x456789', /has changed/],
		['has no more than was known', 200, CHUNKED, '0123', /has changed/],
		['has less than was known', 200, CHUNKED, '012', /has changed/],
		['comes in part', 206, CHUNKED, '0123456789', /sends other bytes/],
		['does not mark its end', 200, { etag: '"a"' }, '0123456789', /nor marks its end/],
		['is encoded', 200, { ...CHUNKED, 'content-encoding': 'gzip' }, '0123456789', /compressed/],
	])('that %s is not the file', async (_which, status, headers, body, message) => {
		const world = serverOf(headers, Buffer.from(body), status);
		await expect(read(world)).rejects.toThrow(message);
		expect(world.seen.closed).toBeGreaterThan(0);
	});

	it('may be of any bytes behind those that are known', async () => {
		expect(await read(serverOf(CHUNKED, Buffer.from('0123xxx')))).toBe('0123xxx');
	});

	it('is asked for by nobody who was cancelled', async () => {
		const world = serverOf(CHUNKED);
		const { how } = hostThatReadsOn();
		const reading = textOf(fileWithoutLength(world.server, known, AbortSignal.abort(), how));
		await expect(reading).rejects.toThrow('canceled');
		expect(world.seen.opened).toEqual([]);
	});
});
