import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';
import { MIB } from '../../../nodes/ApiVideo/upload';
import { NEVER } from '../../unit/support/never';
import { digest, withSource } from '../support/webFile';

// n8n unpacks a body without a word, so that its length is all that can tell. These servers have the file
// compressed, say how long that is, and hand out parts of it.
let server: Server | undefined;
afterEach(async () => await new Promise((resolve) => server?.close(resolve)));

async function served(packed: Buffer, encoding: string, hasRanges: boolean): Promise<string> {
	server = createServer(({ headers: { range } }, response) => {
		const [, from, to] = (hasRanges && /^bytes=(\d+)-(\d+)$/.exec(range ?? '')) || [];
		const first = Number(from ?? 0);
		const end = Math.min(packed.length, Number(to ?? Infinity) + 1);
		response.writeHead(from === undefined ? 200 : 206, {
			'Content-Encoding': encoding,
			'Content-Length': end - first,
			...(from !== undefined && { 'Content-Range': `bytes ${first}-${end - 1}/${packed.length}` }),
		});
		response.end(packed.subarray(first, end));
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server?.once('listening', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/film.mp4`;
}

const quickly = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const PACK = {
	gzip: (bytes: Buffer) => gzipSync(bytes, { level: 1 }),
	deflate: (bytes: Buffer) => deflateSync(bytes, { level: 1 }),
	br: (bytes: Buffer) => brotliCompressSync(bytes, quickly),
};
const CONTENTS: Array<[string, Buffer]> = [
	['a video', randomBytes(2 * MIB)],
	['what gets short', Buffer.alloc(2 * MIB, 'a')],
	['a short one', randomBytes(1000)],
];

describe.each([true, false])(
	'a file that is compressed against the request, in parts: %s',
	(hasRanges) => {
		it.each(CONTENTS)('is refused: %s', async (_case, bytes) => {
			for (const [encoding, pack] of Object.entries(PACK)) {
				const url = await served(pack(bytes), encoding, hasRanges);
				const reading = withSource(
					url,
					async (source) => await digest(source, source.open(0, NEVER)),
				);
				await expect(reading).rejects.toThrow(
					/sends the file compressed, although it was asked not to$/,
				);
				await new Promise((resolve) => server?.close(resolve));
			}
		});

		it('is refused where n8n does not know the encoding', async () => {
			const url = await served(randomBytes(2 * MIB), 'aes128gcm', hasRanges);
			const reading = withSource(url, async () => {});
			await expect(reading).rejects.toThrow(
				/sends the file compressed, although it was asked not to$/,
			);
		});
	},
);
