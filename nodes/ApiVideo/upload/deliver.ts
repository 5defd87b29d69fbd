import { backoff } from './backoff';
import { judge, type StopReason } from './judge';
import type { Line } from './line';
import { covers } from './plan';
import type { Pieces } from './source';
import { type Progress, UploadStopped } from './stopped';
import type { Outcome, UploadRequest, UploadTransport, Video } from './transport';

/** How often one request is sent at most, while others of the upload have arrived. */
const PATIENCE = 10;

/** The same, before anything has arrived: a service that never answered is not worth minutes. */
const FIRST_PATIENCE = 5;

/** What delivering a request needs from the upload it belongs to. */
export interface Delivery {
	readonly transport: UploadTransport;
	readonly line: Line;
	readonly progress: Progress;
	/** Aborted when another request of the upload has stopped it. */
	readonly signal: AbortSignal;
}

/**
 * Sends one request until its bytes have arrived: judges every outcome, asks the service what it
 * holds when in doubt, waits, sends again. While a request waits, others may use the line.
 *
 * @returns the service's video object, or undefined where only an overlap or the status told that
 *   the bytes have arrived
 * @throws UploadStopped when trying again cannot help or has been tried often enough
 * @throws whatever `transport.send` or the clock's sleep throw: cancelled, or the source failed
 */
export async function deliver(
	request: UploadRequest,
	delivery: Delivery,
): Promise<Video | undefined> {
	const { transport, line, progress, signal } = delivery;
	const { clock, pace } = line;
	const { videoId } = request;
	let inDoubt = false;
	for (let tries = 1; ; tries++) {
		const outcome = await sendOnce(request, delivery);
		const verdict = judge(outcome, { videoId, inDoubt, date: clock.date() });

		if (verdict.next === 'goOn') return verdict.video;
		if (verdict.next === 'stop') {
			throw new UploadStopped(verdict.reason, { ...progress }, outcome, tries);
		}
		if (verdict.next === 'findOut') {
			inDoubt = true;
			if (await hasArrived(request, transport)) return undefined;
		}
		if (tries >= (progress.requests > 0 ? PATIENCE : FIRST_PATIENCE)) {
			throw new UploadStopped(reasonToGiveUp(outcome), { ...progress }, outcome, tries);
		}
		const wait = backoff(tries, clock);
		if (verdict.next === 'wait') pace.pause(verdict.milliseconds ?? wait);
		else await clock.sleep(wait, signal);
		if (inDoubt && videoId === undefined) progress.possibleCopy = true;
		progress.retries++;
	}
}

async function sendOnce(
	request: UploadRequest,
	{ transport, line, signal }: Delivery,
): Promise<Outcome> {
	const { body } = request;
	const counted = { ...body, open: () => count(body.open(), (bytes) => line.pace.sent(bytes)) };
	return await line.gate.pass(
		async () =>
			await line.pace.run(
				async () => await transport.send({ ...request, body: counted }, signal),
				signal,
			),
	);
}

async function* count(pieces: Pieces, told: (bytes: number) => void): Pieces {
	for await (const piece of pieces) {
		yield piece;
		told(piece.byteLength);
	}
}

async function hasArrived(request: UploadRequest, transport: UploadTransport): Promise<boolean> {
	if (request.videoId === undefined || transport.received === undefined) return false;
	const received = await transport.received(request.videoId);
	if (received === undefined) return false;
	return received.complete || (!!request.range && covers(received.ranges, request.range));
}

function reasonToGiveUp(outcome: Outcome): StopReason {
	if (outcome.kind === 'noAnswer') return 'unreachable';
	return outcome.status === 429 ? 'rateLimited' : 'noUsableAnswer';
}
