import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Recorded {
	method: string;
	path: string;
	authorization: string | undefined;
	bytes: number;
	sha256: string;
	/** The client closed the connection before an answer was sent. */
	aborted: boolean;
}

/** A server that notes every request, then leaves the answer to the test. */
export interface RecordingServer {
	url: string;
	requests: Recorded[];
	close(): Promise<void>;
}

/** Answers one request; one that never answers lets a test cancel in the middle. */
export type Answer = (request: Recorded, response: ServerResponse) => void;

/** Starts a server on a free port of the loopback interface. */
export async function recordingServer(answer: Answer): Promise<RecordingServer> {
	const requests: Recorded[] = [];
	const server = createServer((request, response) => {
		void record(request, response, requests).then((recorded) => answer(recorded, response));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		async close(): Promise<void> {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function record(
	request: IncomingMessage,
	response: ServerResponse,
	requests: Recorded[],
): Promise<Recorded> {
	const recorded: Recorded = {
		method: request.method ?? '',
		path: request.url ?? '',
		authorization: request.headers.authorization,
		bytes: 0,
		sha256: '',
		aborted: false,
	};
	requests.push(recorded);
	response.on('close', () => (recorded.aborted = !response.writableEnded));
	const hash = createHash('sha256');
	for await (const piece of request) {
		recorded.bytes += (piece as Buffer).length;
		hash.update(piece as Buffer);
	}
	recorded.sha256 = hash.digest('hex');
	return recorded;
}

/** Sends `body` as JSON. */
export function json(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
