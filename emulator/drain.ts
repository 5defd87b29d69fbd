import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/**
 * Reads what is left of a body. The service stands behind a proxy that takes the whole request before
 * it is answered, and a client that is still sending may not see an answer that comes earlier.
 */
export async function drain(body: unknown): Promise<void> {
	if (!(body instanceof Readable) || body.readableEnded || body.destroyed) return;
	body.resume();
	// A client that went away while it sent needs no answer.
	await finished(body, { writable: false }).catch(() => undefined);
}
