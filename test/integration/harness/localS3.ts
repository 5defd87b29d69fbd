import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The part of s3rver that is used; it comes without types. */
interface S3rver {
	callback(): RequestListener;
	configureBuckets(): Promise<unknown>;
}
type S3rverClass = new (options: object) => S3rver;

/** What comes of a file that is read, if not all of it: S3 is overloaded, or knows no such file; or it ends early. */
export type ReadFault = { readonly kind: 'busy' | 'gone' } | Ending;

/** Bytes after which the connection breaks off, or stays open and brings nothing any more. */
interface Ending {
	readonly kind: 'cut' | 'stall';
	readonly afterBytes: number;
}

/** The bucket; s3rver takes one pair of keys, which its documentation names. */
export const BUCKET = 'n8n';
export const S3_KEY = 'S3RVER';

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const REFUSALS = {
	busy: [503, 'SlowDown', 'Please reduce your request rate.'],
	gone: [404, 'NoSuchKey', 'The specified key does not exist.'],
} as const;

/** A local S3 in which n8n may keep its files: s3rver, and what may happen to what is read from it. */
export class LocalS3 {
	/** What happens to the next readings, one each. */
	readonly faults: ReadFault[] = [];
	private readonly open = new Set<ServerResponse>();

	private constructor(
		private readonly server: Server,
		private readonly folder: string,
	) {}

	static async start(): Promise<LocalS3> {
		const folder = await mkdtemp(join(tmpdir(), 'local-s3-'));
		const Class = createRequire(__filename)('s3rver') as S3rverClass;
		const s3 = new Class({ silent: true, directory: folder, configureBuckets: [{ name: BUCKET }] });
		await s3.configureBuckets();
		const handle = s3.callback();
		const server = createServer();
		const local = new LocalS3(server, folder);
		server.on('request', (request, response) => {
			const isRead = request.method === 'GET' && request.url?.includes('/binary_data/');
			if (!isRead || !local.read(response)) void handle(request, response);
		});
		await once(server.listen(0, '127.0.0.1'), 'listening');
		return local;
	}

	/** Where it listens, as n8n wants it: host and port. */
	get host(): string {
		return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** How many files are being read. */
	get openReads(): number {
		return this.open.size;
	}

	async stop(): Promise<void> {
		const closed = once(this.server.close(), 'close');
		this.server.closeAllConnections();
		await closed;
		await rm(this.folder, { recursive: true, force: true });
	}

	/** @returns whether it was answered here */
	private read(response: ServerResponse): boolean {
		this.open.add(response);
		response.once('close', () => this.open.delete(response));
		const fault = this.faults.shift();
		if (fault === undefined) return false;
		if ('afterBytes' in fault) {
			endAfter(response, fault);
			return false;
		}
		const [status, code, message] = REFUSALS[fault.kind];
		response.writeHead(status, { 'Content-Type': 'application/xml' });
		response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
		return true;
	}
}

/** Lets no more bytes of an answer through than a fault says. */
function endAfter(response: ServerResponse, { kind, afterBytes }: Ending): void {
	let left = afterBytes;
	const write = response.write.bind(response);
	response.write = ((piece: Uint8Array) => {
		const part = piece.subarray(0, Math.max(0, left));
		left -= piece.byteLength;
		if (left > 0) return write(piece);
		if (part.byteLength > 0) write(part, () => kind === 'cut' && response.destroy());
		return false;
	}) as ServerResponse['write'];
}
