import { backoff } from './backoff';
import type { Clock } from './clock';
import { judge, type StopReason } from './judge';
import { covers } from './range';
import { type Progress, UploadStopped } from './stopped';
import type { Outcome, UploadRequest, UploadTransport, Video } from './transport';

/** How often one request is sent at most, while others of the upload have arrived. */
const PATIENCE = 10;

/** The same, before anything has arrived: a service that never answered is not worth minutes. */
const FIRST_PATIENCE = 5;

/** What delivering a request needs from the upload it belongs to. */
export interface Delivery {
	readonly transport: UploadTransport;
	readonly clock: Clock;
	readonly progress: Progress;
}

/**
 * Sends one request until its bytes have arrived: judges every outcome, asks the service what it
 * holds when in doubt, waits, sends again.
 *
 * @returns the service's video object, or undefined where only an overlap or the status told that
 *   the bytes have arrived
 * @throws UploadStopped when trying again cannot help or has been tried often enough
 * @throws whatever `transport.send` or `clock.sleep` throw: cancelled, or the source failed
 */
export async function deliver(
	request: UploadRequest,
	{ transport, clock, progress }: Delivery,
): Promise<Video | undefined> {
	let inDoubt = false;
	for (let tries = 1; ; tries++) {
		const outcome = await transport.send(request);
		const { authentication } = transport;
		const { videoId } = request;
		const verdict = judge(outcome, { authentication, videoId, inDoubt, now: clock.now() });

		if (verdict.next === 'goOn') return verdict.video;
		if (verdict.next === 'stop') {
			throw new UploadStopped(verdict.reason, { ...progress }, outcome, tries);
		}
		if (verdict.next === 'findOut') {
			inDoubt = true;
			if (await hasArrived(request, transport)) return undefined;
		}
		if (tries >= (progress.arrivedChunks > 0 ? PATIENCE : FIRST_PATIENCE)) {
			throw new UploadStopped(reasonToGiveUp(outcome), { ...progress }, outcome, tries);
		}
		const asked = verdict.next === 'wait' ? verdict.milliseconds : undefined;
		await clock.sleep(asked ?? backoff(tries, clock));
		if (inDoubt && videoId === undefined) progress.possibleCopy = true;
		progress.retries++;
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
