import { createHash } from 'node:crypto';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { FileServer, type FileServerOptions } from '../../fileServer';

export const KiB = 1024;
export const MiB = 1024 * KiB;

/** What a plain client has seen of an answer. */
export interface Seen {
	status: number;
	headers: IncomingHttpHeaders;
	/** What came of the body. */
	body: Buffer;
	/** Why it is not whole: the code of the fault. */
	broke?: string;
}

/** How a client asks. */
export interface Asking {
	method?: string;
	headers?: Record<string, string>;
	/** A connection that is kept from one request to the next; default: one of its own. */
	agent?: Agent | false;
	/** What it trusts. */
	ca?: string;
	body?: string;
	/** Is told of the bytes of the body so far, and may end the client. */
	onBytes?: (bytes: number, leave: () => void) => void;
}

/** Asks without following, decompressing or trying again. Rejects where there is no answer at all. */
export async function ask(url: string, asking: Asking = {}): Promise<Seen> {
	const { method = 'GET', headers, agent = false, ca, body, onBytes } = asking;
	return await new Promise((resolve, reject) => {
		const send = url.startsWith('https:') ? tlsRequest : request;
		const asked = send(
			url,
			{ method, headers, agent, ...(ca !== undefined && { ca }) },
			(answer) => {
				const pieces: Buffer[] = [];
				let bytes = 0;
				const end = (broke?: string) =>
					resolve({
						status: answer.statusCode ?? 0,
						headers: answer.headers,
						body: Buffer.concat(pieces),
						...(broke !== undefined && { broke }),
					});
				answer.on('data', (piece: Buffer) => {
					pieces.push(piece);
					bytes += piece.length;
					onBytes?.(bytes, () => asked.destroy());
				});
				answer.once('end', () => end());
				answer.once('error', ({ code }: NodeJS.ErrnoException) => end(code));
			},
		);
		asked.once('error', reject);
		asked.end(body);
	});
}

/** Asks for the bytes from-to of a file. */
export async function askRange(
	url: string,
	from: number,
	to: number,
	asking: Asking = {},
): Promise<Seen> {
	return await ask(url, {
		...asking,
		headers: { range: `bytes=${from}-${to}`, ...asking.headers },
	});
}

/** A connection that is kept. */
export function oneConnection(ca?: string): Agent {
	const options = { keepAlive: true, maxSockets: 1 };
	return ca === undefined ? new Agent(options) : new TlsAgent(options);
}

export function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** A server for each test of a file. */
export function useFileServer(options?: FileServerOptions): { readonly current: FileServer } {
	let server: FileServer;
	beforeEach(async () => {
		server = await FileServer.start(options);
	});
	afterEach(async () => await server.stop());
	return {
		get current() {
			return server;
		},
	};
}

/** Waits until something is so; the test's own limit ends it where it never is. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise(setImmediate);
}
