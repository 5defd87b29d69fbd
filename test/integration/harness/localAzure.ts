import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { ReadFaults } from './readFaults';

/** A part of a file, as it was sent. */
interface Block {
	readonly path: string;
	readonly bytes: number;
}

/** A file: the blocks one after the other. */
interface Blob {
	readonly blocks: readonly Block[];
	/** Headers that it was stored with, and comes with. */
	readonly headers: Readonly<Record<string, string>>;
}

export const CONTAINER = 'n8n';

/** Source: https://learn.microsoft.com/rest/api/storageservices/list-blobs */
const EMPTY_LIST =
	'<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs/><NextMarker/></EnumerationResults>';

/** Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const REFUSALS = { busy: [503, 'ServerBusy'], gone: [404, 'BlobNotFound'] } as const;

/**
 * A local Azure Blob Storage in which n8n may keep its files, with the requests that n8n's client makes: those of
 * https://learn.microsoft.com/rest/api/storageservices/operations-on-blobs. It looks at no signature.
 */
export class LocalAzure {
	readonly reads = new ReadFaults();
	private readonly blobs = new Map<string, Blob>();
	/** Not put together yet, by the path of their file and their ID. */
	private readonly staged = new Map<string, Block>();
	private stored = 0;

	private constructor(
		private readonly server: Server,
		private readonly folder: string,
	) {}

	static async start(): Promise<LocalAzure> {
		const server = createServer();
		const local = new LocalAzure(server, await mkdtemp(join(tmpdir(), 'local-azure-')));
		server.on('request', (request, response) => {
			// Whoever has gone needs no answer.
			local.answer(request, response).catch(() => response.destroy());
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		return local;
	}

	/** Its address, without a slash at the end. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		const closed = once(this.server.close(), 'close');
		this.server.closeAllConnections();
		await closed;
		await rm(this.folder, { recursive: true, force: true });
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '', this.url);
		const part = searchParams.get('comp') ?? searchParams.get('restype');
		const asked = [request.method, part].filter(Boolean).join(' ');
		switch (asked) {
			case 'PUT': {
				const blocks = [await this.store(request)];
				this.blobs.set(pathname, { blocks, headers: keptHeaders(request) });
				return void response.writeHead(201, { ETag: '"1"' }).end();
			}
			case 'PUT block': {
				const id = String(searchParams.get('blockid'));
				this.staged.set(pathname + id, await this.store(request));
				return void response.writeHead(201).end();
			}
			case 'PUT blocklist': {
				const ids = [...(await text(request)).matchAll(/<Latest>(.+?)<\/Latest>/g)];
				const blocks = ids.map(([, id]) => this.staged.get(pathname + id)).filter(isThere);
				this.blobs.set(pathname, { blocks, headers: keptHeaders(request) });
				return void response.writeHead(201, { ETag: '"1"' }).end();
			}
			case 'DELETE':
				return await this.delete(pathname, response);
			case 'GET container':
				return void response.writeHead(200).end();
			case 'GET list':
				return void response.writeHead(200, { 'Content-Type': 'application/xml' }).end(EMPTY_LIST);
			case 'GET':
			case 'HEAD':
				return await this.handOut(pathname, request, response);
			default:
				response.writeHead(501).end();
		}
	}

	private async store(request: IncomingMessage): Promise<Block> {
		const path = join(this.folder, String(this.stored++));
		const file = createWriteStream(path);
		await pipeline(request, file);
		return { path, bytes: file.bytesWritten };
	}

	private async delete(path: string, response: ServerResponse): Promise<void> {
		const blob = this.blobs.get(path);
		if (blob === undefined) return refuse(response, 'gone');
		this.blobs.delete(path);
		await Promise.all(blob.blocks.map(async (block) => await rm(block.path)));
		response.writeHead(202).end();
	}

	private async handOut(path: string, request: IncomingMessage, response: ServerResponse) {
		const refusal = request.method === 'GET' ? this.reads.meet(response) : undefined;
		const blob = this.blobs.get(path);
		if (refusal !== undefined || blob === undefined) return refuse(response, refusal ?? 'gone');
		const { blocks, headers } = blob;
		const total = blocks.reduce((sum, { bytes }) => sum + bytes, 0);
		const range = /^bytes=(\d+)-(\d*)$/.exec(String(request.headers['x-ms-range']));
		const [from, to] = range
			? [Number(range[1]), Math.min(Number(range[2] || Infinity), total - 1)]
			: [0, total - 1];
		response.writeHead(range ? 206 : 200, {
			...headers,
			ETag: '"1"',
			'Content-Length': to - from + 1,
			...(range && { 'Content-Range': `bytes ${from}-${to}/${total}` }),
		});
		if (request.method === 'HEAD') return void response.end();
		await pipeline(piecesOf(blocks, from, to), response);
	}
}

/** The bytes of some blocks, counted through all of them, both ends inclusive. */
async function* piecesOf(blocks: readonly Block[], from: number, to: number) {
	let at = 0;
	for (const { path, bytes } of blocks) {
		const [start, end] = [Math.max(0, from - at), Math.min(bytes - 1, to - at)];
		if (start <= end) yield* createReadStream(path, { start, end });
		at += bytes;
	}
}

function keptHeaders({ headers }: IncomingMessage): Record<string, string> {
	const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
	const kept = Object.fromEntries(entries.filter(([name]) => name.startsWith('x-ms-meta-')));
	return {
		...kept,
		'Content-Type': String(headers['x-ms-blob-content-type']),
		'x-ms-blob-type': 'BlockBlob',
	};
}

function refuse(response: ServerResponse, why: keyof typeof REFUSALS): void {
	const [status, code] = REFUSALS[why];
	response.writeHead(status, { 'Content-Type': 'application/xml', 'x-ms-error-code': code });
	response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
}

function isThere<T>(value: T | undefined): value is T {
	return value !== undefined;
}
