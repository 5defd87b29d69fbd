import { MIB, type Clock } from '../upload';
import { lookLater } from './lookLater';

/** How long nothing may move on a fast line, and how long at most on any, in milliseconds. */
const STALLED_AFTER_MS = 60_000;
const STALLED_AFTER_MAX_MS = 300_000;

/** Bytes that may sit in buffers between us and the service: two blocks. */
const BUFFERED_BYTES = 8 * MIB;

/** A line is allowed to become this much slower for a while. */
const SLACK = 8;

/** What can be seen of a body that is being sent. */
export interface WatchedBody {
	/** In bytes. */
	readonly size: number;
	/** Bytes that the connection has taken so far. */
	readonly takenBytes: number;
	/** Whether the connection wants more, and the file does not come. */
	readonly waitsForFile: boolean;
}

/**
 * Ends a request on which nothing moves any more. n8n's own timeout counts the whole request, also
 * while data flows, so it cannot tell a slow line from a dead connection; this one looks at how much
 * of the body has been taken. A file that n8n reads slowly is not held against the connection: whoever
 * reads it has limits of its own (`storedFile.ts`).
 *
 * @param body once the connection has taken all of it, only the answer is missing, for which the
 *   service may take longer
 * @param abort ends the request
 * @param signal aborted once the request has ended, which ends the watch
 * @param look resolves when it is time to look again, and as soon as the signal is aborted
 */
export async function watchForStall(
	clock: Pick<Clock, 'now'>,
	body: WatchedBody,
	abort: () => void,
	signal: AbortSignal,
	look: (signal: AbortSignal) => Promise<void> = lookLater,
): Promise<void> {
	const started = clock.now();
	let movedAt = started;
	let seen = 0;
	for (;;) {
		await look(signal);
		if (signal.aborted) return;
		const now = clock.now();
		if (body.takenBytes > seen || body.waitsForFile) {
			seen = body.takenBytes;
			movedAt = now;
		}
		const allowed =
			seen >= body.size ? STALLED_AFTER_MAX_MS : stalledAfter(seen, movedAt - started);
		if (now - movedAt > allowed) return abort();
	}
}

/** @returns milliseconds without movement after which a connection counts as dead */
function stalledAfter(bytes: number, milliseconds: number): number {
	if (bytes === 0) return STALLED_AFTER_MS;
	const toDrainBuffers = (BUFFERED_BYTES / bytes) * milliseconds;
	return Math.min(STALLED_AFTER_MAX_MS, STALLED_AFTER_MS + SLACK * toDrainBuffers);
}
