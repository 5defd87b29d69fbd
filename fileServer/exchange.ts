import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Connection } from './listener';
import type { RequestEntry } from './requestLog';

/** One request, and the answer that it is given. */
export interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	url: URL;
	connection: Connection;
	entry: RequestEntry;
	/** Ends with the answer, or when the client has gone. */
	signal: AbortSignal;
}

/** Answers with a text. HEAD gets its headers only. */
export function answerText(
	{ request, response, entry }: Exchange,
	status: number,
	headers: OutgoingHttpHeaders = {},
	text = '',
): void {
	const body = Buffer.from(text);
	entry.status = status;
	response.writeHead(status, { 'content-length': body.length, ...headers });
	if (request.method === 'HEAD') return void response.end();
	entry.bytes += body.length;
	response.end(body);
}

/** Ends the connection in the middle of what is sent. */
export function cut({ request, connection, entry }: Exchange, by: 'fin' | 'rst'): void {
	entry.ended = 'cut';
	if (by === 'fin') request.socket.destroySoon();
	else connection.reset();
}

/** Says nothing more until the client has gone. */
export async function stall({ entry, signal }: Exchange): Promise<void> {
	entry.ended = 'stalled';
	if (signal.aborted) return;
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

/** Waits, unless the client goes; then it throws an AbortError. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (milliseconds > 0) await setTimeout(milliseconds, undefined, { signal });
}
