import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadFaults } from './readFaults';

/** The part of s3rver that is used; it comes without types. */
interface S3rver {
	callback(): RequestListener;
	configureBuckets(): Promise<unknown>;
}
type S3rverClass = new (options: object) => S3rver;

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
	readonly reads = new ReadFaults();

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

	async stop(): Promise<void> {
		const closed = once(this.server.close(), 'close');
		this.server.closeAllConnections();
		await closed;
		await rm(this.folder, { recursive: true, force: true });
	}

	/** @returns whether it was answered here */
	private read(response: ServerResponse): boolean {
		const refusal = this.reads.meet(response);
		if (refusal === undefined) return false;
		const [status, code, message] = REFUSALS[refusal];
		response.writeHead(status, { 'Content-Type': 'application/xml' });
		response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
		return true;
	}
}
