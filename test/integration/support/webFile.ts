import { createHash } from 'node:crypto';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { FileServer, type FileServerOptions } from '../../../fileServer';
import type { ServerSignIn } from '../../../nodes/ApiVideo/n8n/web/serverSignIn';
import { webSource, type HowToRead } from '../../../nodes/ApiVideo/n8n/web/webSource';
import type { AnySource, Pieces, UploadSource } from '../../../nodes/ApiVideo/upload';
import { NEVER } from '../../unit/support/never';
import { VirtualClock } from '../../unit/support/virtualClock';
import { inStep } from './inStep';

/** Starts a file server for a test file; each test finds it without files. */
export function useFileServer(options: FileServerOptions = {}): { server: FileServer } {
	const world = {} as { server: FileServer };
	beforeEach(async () => (world.server = await FileServer.start(options)));
	afterEach(async () => await world.server.stop());
	return world;
}

type How = Partial<HowToRead> | ((n8n: IExecuteFunctions) => Partial<HowToRead>);

/** Makes a source of an address with n8n's real helpers, and does something with it. */
export async function withSource<T>(
	address: string,
	work: (source: UploadSource, n8n: IExecuteFunctions) => Promise<T>,
	how: How = {},
): Promise<T> {
	const workOnSized = async (source: AnySource, n8n: IExecuteFunctions) => {
		if (source.size === undefined) throw new Error('Nobody tells the length of the file');
		return await work(source, n8n);
	};
	return await withAnySource(address, workOnSized, how);
}

/** The same, whether the file server tells how long the file is or not. */
export async function withAnySource<T>(
	address: string,
	work: (source: AnySource, n8n: IExecuteFunctions) => Promise<T>,
	how: How = {},
): Promise<T> {
	return await inStep(async (n8n) => {
		const given = typeof how === 'function' ? how(n8n) : how;
		const clock = new VirtualClock();
		return await work(await webSource(n8n, address, { clock, signal: NEVER, ...given }), n8n);
	});
}

/** All of a file in order, from a byte on, as SHA-256; the pieces are freed as the engine frees them. */
export async function digest(source: AnySource, pieces: Pieces): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of pieces) {
		hash.update(piece);
		source.discard?.(piece);
	}
	return hash.digest('hex');
}

/** Reads a file by ranges of a length, in bytes, as many at a time as the source wants. */
export async function readByRanges(
	source: UploadSource,
	bytes: number,
	signal = NEVER,
): Promise<string> {
	const { ranges, size } = source;
	if (ranges === undefined) throw new Error('The source has no ranges');
	const file = Buffer.alloc(size);
	let next = 0;
	const underWay = new Set<Promise<void>>();
	const read = async (from: number, to: number) => {
		let at = from;
		for await (const piece of ranges.read({ from, to }, signal)) {
			file.set(piece, at);
			at += piece.byteLength;
			source.discard?.(piece);
		}
		if (at !== to + 1) throw new Error(`${at - from} bytes came of ${from} to ${to}`);
	};
	while (next < size || underWay.size > 0) {
		while (next < size && underWay.size < ranges.parallel()) {
			const reading = read(next, Math.min(next + bytes, size) - 1);
			next += bytes;
			underWay.add(reading);
			reading.then(
				() => underWay.delete(reading),
				() => undefined,
			);
		}
		await Promise.race(underWay);
	}
	return createHash('sha256').update(file).digest('hex');
}

/** A credential that sends one header to one host, port included. */
export function headerFor(n8n: IExecuteFunctions, host: string, value: string): ServerSignIn {
	return {
		isFor: (url) => url.host === host,
		send: async (options: IHttpRequestOptions) =>
			await n8n.helpers.httpRequest({
				...options,
				headers: { ...options.headers, 'X-Key': value },
			}),
	};
}
