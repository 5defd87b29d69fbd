import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { madeContent, sha256Of } from '../../../fileServer';
import { MIB, type AnySource } from '../../../nodes/ApiVideo/upload';
import { received, upload, useEmulator, withKey } from '../support/apiVideo';
import { NEVER } from '../../unit/support/never';
import { digest, useFileServer, withAnySource } from '../support/webFile';

const files = useFileServer();
const NO_LENGTH = { ranges: 'none', length: 'chunked' } as const;

async function readAll(source: AnySource): Promise<string> {
	const pieces = source.size === undefined ? source.open(NEVER) : source.open(0, NEVER);
	return await digest(source, pieces);
}

/** Reads a file; what is said where that cannot be done. */
async function said(address: string): Promise<string> {
	return await withAnySource(address, readAll).then(
		() => 'it was read',
		(error: Error) => error.message,
	);
}

describe('a file whose length the file server does not tell', () => {
	it('is read to its marked end, in one request besides the first', async () => {
		const { server } = files;
		server.file('/film.mp4', { size: 3 * MIB + 5, seed: 3, ...NO_LENGTH });
		await withAnySource(`${server.url}/film.mp4`, async (source) => {
			expect(source).toMatchObject({ name: 'film.mp4', type: 'video/mp4' });
			expect(source.size).toBeUndefined();
			expect(await readAll(source)).toBe(await sha256Of(madeContent(3 * MIB + 5, 3)));
		});
		expect(server.requests.entries).toHaveLength(2);
	});

	it.each([1, MIB - 1, MIB])(
		'is of a known length where the first answer has all of it: %d bytes',
		async (size) => {
			const { server } = files;
			server.file('/film.mp4', { size, ...NO_LENGTH });
			await withAnySource(`${server.url}/film.mp4`, async (source) => {
				expect(source.size).toBe(size);
				expect(await readAll(source)).toBe(await sha256Of(madeContent(size, 1)));
			});
			expect(server.requests.entries).toHaveLength(1);
		},
	);

	it('is refused where it is empty', async () => {
		files.server.file('/film.mp4', { size: 0, ...NO_LENGTH });
		expect(await said(`${files.server.url}/film.mp4`)).toMatch(/^The file at .* is empty$/);
	});

	it('is asked for as a whole where only its parts do not tell', async () => {
		const { server } = files;
		const lie = { kind: 'other-total', total: '*' } as const;
		server.file('/film.mp4', { size: 2 * MIB, lie });
		await withAnySource(`${server.url}/film.mp4`, async (source) => {
			expect(source.size).toBe(2 * MIB);
			expect(await readAll(source)).toBe(await sha256Of(madeContent(2 * MIB, 1)));
		});
	});

	it.each([
		['fin', 0],
		['fin', 2 * MIB],
		['fin', 3 * MIB],
		['rst', 2 * MIB],
		['rst', 3 * MIB],
	] as const)(
		'is told to have broken off where the connection ends by %s after %d bytes',
		async (by, afterBytes) => {
			const { server } = files;
			const cut = { by, afterBytes, after: 1 };
			server.file('/film.mp4', { size: 3 * MIB, ...NO_LENGTH });
			const reading = withAnySource(`${server.url}/film.mp4`, async (source) => {
				server.file('/film.mp4', { size: 3 * MIB, ...NO_LENGTH, cut });
				await readAll(source);
			});
			await expect(reading).rejects.toThrow(/ broke off in the middle of the file, /);
		},
	);

	it.each([
		['another version', { seed: 1, etag: '"2"' as const }],
		['another beginning, without a validator', { seed: 2 }],
	])('is told to have changed: %s', async (_case, then) => {
		const { server } = files;
		const bare = { etag: 'none', lastModified: null, size: 3 * MIB, ...NO_LENGTH } as const;
		const first = 'etag' in then ? { ...bare, etag: '"1"' as const } : bare;
		server.file('/film.mp4', { ...first, seed: 1 });
		const reading = withAnySource(`${server.url}/film.mp4`, async (source) => {
			server.file('/film.mp4', { ...first, ...then });
			await readAll(source);
		});
		await expect(reading).rejects.toThrow(/The file has changed/);
	});
});

describe('an answer that another server would not give', () => {
	let server: Server | undefined;
	afterEach(async () => await new Promise((resolve) => server?.close(resolve) ?? resolve(null)));

	async function listening(started: Server): Promise<string> {
		server = started.listen(0, '127.0.0.1');
		await new Promise((resolve) => started.once('listening', resolve));
		return `http://127.0.0.1:${(started.address() as AddressInfo).port}/film.mp4`;
	}

	const chunk = (bytes: Buffer) =>
		Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
	const body = Buffer.concat([chunk(Buffer.alloc(MIB, 1)), chunk(Buffer.alloc(MIB, 2))]);
	const head = (coding: string) =>
		Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n${coding}\r\n`);
	const CHUNKED = 'Transfer-Encoding: chunked\r\n';
	const raw = async (...parts: Buffer[]) =>
		await listening(
			createServer((socket: Socket) => {
				socket.on('error', () => undefined);
				socket.once('data', () => socket.end(Buffer.concat(parts)));
			}),
		);

	it('is read where its last chunk has come', async () => {
		expect(await said(await raw(head(CHUNKED), body, Buffer.from('0\r\n\r\n')))).toBe(
			'it was read',
		);
	});

	it.each([
		['between two chunks', body],
		['in the length of one', Buffer.concat([body, Buffer.from('1')])],
		['behind the length of one', Buffer.concat([body, Buffer.from('1000\r\n')])],
		['in the middle of one', body.subarray(0, body.length - 100)],
		['before the line behind one', body.subarray(0, body.length - 2)],
		['in the last one', Buffer.concat([body, Buffer.from('0')])],
		['with something that is no chunk', Buffer.concat([body, Buffer.from('zz\r\n\r\n')])],
	])('is no end of the file where it ends %s', async (_case, sent) => {
		expect(await said(await raw(head(CHUNKED), sent))).toMatch(
			/ broke off in the middle of the file, |compressed/,
		);
	});

	it.each([
		['', /nor marks its end/],
		['Transfer-Encoding: identity\r\n', /nor marks its end|broke off/],
		['Transfer-Encoding: chunked, gzip\r\n', /nor marks its end|broke off/],
		['Transfer-Encoding: gzip, chunked\r\n', /sends the file compressed/],
	])('is refused with %j', async (coding, message) => {
		expect(await said(await raw(head(coding), body, Buffer.from('0\r\n\r\n')))).toMatch(message);
	});

	// n8n takes the end of a compressed stream that was cut for the end of the file, and drops the header.
	it.each([
		['gzip', gzipSync],
		['x-gzip', gzipSync],
		['deflate', deflateSync],
		['deflate', deflateRawSync],
		['br', brotliCompressSync],
	])('is refused where it is compressed against the request: %s', async (encoding, pack) => {
		const end = Buffer.from('0\r\n\r\n');
		const packedHead = head(`${CHUNKED}Content-Encoding: ${encoding}\r\n`);
		for (const size of [MIB / 2, 3 * MIB]) {
			const packed = pack(randomBytes(size));
			for (const sent of [packed, packed.subarray(0, -1000), packed.subarray(0, 1000)]) {
				expect(await said(await raw(packedHead, chunk(sent), end))).toMatch(
					/sends the file compressed/,
				);
				server?.close();
			}
		}
	});
});

describe('uploading it', () => {
	const world = useEmulator();
	const SIZE = 20 * MIB + 9;
	const run = async (parameters: object, behaviour: object = {}) => {
		files.server.file('/film.mp4', { size: SIZE, seed: 5, ...NO_LENGTH, ...behaviour });
		const web = { fileFrom: 'webAddress', webAddress: `${files.server.url}/film.mp4` };
		return await upload(world, { credentials: [withKey(world)] }, { ...web, ...parameters });
	};

	it('brings it to api.video byte for byte, and a second run with the key finds it', async () => {
		const options = { idempotencyKey: 'film', includeReport: true };
		const first = await run({ options });
		expect(first.error).toBeUndefined();
		const sha256 = await sha256Of(madeContent(SIZE, 5));
		expect(await received(world, first)).toEqual({ size: SIZE, sha256 });
		expect(first.items[0].json.uploadReport).toMatchObject({ bytes: SIZE, sentBytes: SIZE });
		const second = await run({ options });
		expect(second.error).toBeUndefined();
		expect(second.items[0].json.videoId).toBe(first.items[0].json.videoId);
		expect(second.items[0].json.uploadReport).toEqual({ sentBytes: 0 });
	});

	it('stops where the reading is cut, and says that nobody can go on with it', async () => {
		const cut = { by: 'fin', afterBytes: 18 * MIB };
		const { error } = await run({}, { cut });
		expect(error?.message).toMatch(/ broke off in the middle of the file, .*film\.mp4/);
		expect(error?.description).toMatch(
			/No video was completed.*(nobody can go on with it|was deleted\.$)/,
		);
		expect(error?.description).not.toContain('Resume Video');
	});

	it.each([
		[{ options: { resumeVideoId: 'vi1' } }, /does not say how long .* in Resume Video \[item 0\]$/],
	])('is refused where it cannot be: %j', async (parameters, message) => {
		const { error } = await run(parameters);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/Nothing was sent\.$/);
	});
});
