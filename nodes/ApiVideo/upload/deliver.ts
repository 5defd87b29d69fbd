import { backoff } from './backoff';
import { holds } from './confirm';
import { judge, type StopReason } from './judge';
import type { Line } from './line';
import { Patience } from './patience';
import { covers } from './plan';
import type { Pieces } from './source';
import { type Progress, UploadStopped } from './stopped';
import type { Outcome, UploadRequest, UploadTransport, Video } from './transport';

/** How often one request is sent at most, while others of the upload have arrived. */
const TRIES = 10;

/** The same, before anything has arrived: a service that never answered is not worth minutes. */
const FIRST_TRIES = 5;

/** How long a container may be unknown to parts of the service after it was made, in milliseconds. */
const FRESH_MS = 20_000;

/** What delivering a request needs from the upload it belongs to. */
export interface Delivery {
	readonly transport: UploadTransport;
	readonly line: Line;
	readonly progress: Progress;
	/** When a container was made for this upload, or by it, on the line's clock; undefined: earlier, or not yet. */
	freshSince?: number;
	/** Whether all of it was sent before, and held to have arrived: it may be there after all. */
	readonly sentBefore?: boolean;
	/** Aborted when the upload has stopped, or was cancelled. */
	readonly signal: AbortSignal;
}

/** How it is known that the bytes of a request have arrived. */
export interface Delivered {
	/** The service's video object, where it answered the request with it. */
	readonly video?: Video;
	/** Whether the service has said so in its answer; else the status, or an overlap, told. */
	readonly told: boolean;
}

/**
 * Sends one request until its bytes have arrived: judges every outcome, asks the service what it
 * holds when in doubt, waits, sends again. While a request waits, others may use the line.
 *
 * @throws UploadStopped when trying again cannot help or has been tried often enough
 * @throws whatever `transport.send` or the clock's sleep throw: cancelled, or the source failed
 */
export async function deliver(request: UploadRequest, delivery: Delivery): Promise<Delivered> {
	const knowledge: Knowledge = { inDoubt: delivery.sentBefore === true, underWay: false };
	try {
		return await sendUntilArrived(request, delivery, knowledge);
	} catch (reason) {
		if (knowledge.inDoubt || knowledge.underWay) delivery.progress.unanswered++;
		return await Promise.reject(reason);
	}
}

/** What is known of the tries of one request. */
interface Knowledge {
	/** One had no usable answer, so it may have arrived after all. */
	inDoubt: boolean;
	/** One has been sent to its end, and was not answered yet. */
	underWay: boolean;
}

async function sendUntilArrived(
	request: UploadRequest,
	delivery: Delivery,
	knowledge: Knowledge,
): Promise<Delivered> {
	const { line, progress, signal } = delivery;
	const { clock, pace } = line;
	const { videoId } = request;
	const patience = new Patience(clock);
	for (let tries = 1; ; tries++) {
		const outcome = await sendOnce(request, delivery, knowledge);
		const situation = { videoId, inDoubt: knowledge.inDoubt, fresh: isFresh(delivery) };
		const verdict = judge(outcome, { ...situation, date: clock.date() });
		const stop = (reason: StopReason) => new UploadStopped(reason, { ...progress }, outcome, tries);

		if (verdict.next === 'goOn') return { video: verdict.video, told: true };
		if (verdict.next === 'stop') throw stop(verdict.reason);
		if (verdict.next === 'compare') {
			await compare(request, delivery, stop);
			return { told: false };
		}
		if (verdict.next === 'findOut') {
			knowledge.inDoubt = true;
			if (await hasArrived(request, delivery)) return { told: false };
		}
		const most = progress.requests > 0 ? TRIES : FIRST_TRIES;
		if (verdict.next !== 'later' && !patience.allows(outcome, most)) {
			throw stop(reasonToGiveUp(outcome));
		}
		const wait = backoff(tries, clock);
		if (verdict.next === 'wait') pace.pause(Math.max(wait, verdict.milliseconds ?? 0));
		else await clock.sleep(wait, signal);
		if (knowledge.inDoubt && videoId === undefined) progress.possibleCopy = true;
		progress.retries++;
	}
}

async function sendOnce(
	request: UploadRequest,
	{ transport, line, signal }: Delivery,
	knowledge: Knowledge,
): Promise<Outcome> {
	const { body } = request;
	let left = body.size;
	const handOut = (bytes: number) => {
		left -= bytes;
		// What is torn off before its end has not arrived.
		knowledge.underWay = left <= 0;
	};
	const sent = (bytes: number) => line.pace.sent(bytes);
	const open = (until: AbortSignal) => count(body.open(until), handOut, sent);
	const counted = { ...body, open };
	const send = async (): Promise<Outcome> => {
		const outcome = await transport.send({ ...request, body: counted }, signal);
		knowledge.underWay = false;
		return outcome;
	};
	return await line.gate.pass(async () => await line.pace.run(send, signal), signal);
}

async function* count(
	pieces: Pieces,
	before: (bytes: number) => void,
	after: (bytes: number) => void,
): Pieces {
	for await (const piece of pieces) {
		// Whoever takes it may free its memory.
		const { byteLength } = piece;
		before(byteLength);
		yield piece;
		after(byteLength);
	}
}

function isFresh({ freshSince, line }: Delivery): boolean {
	return freshSince !== undefined && line.clock.now() - freshSince < FRESH_MS;
}

async function hasArrived(
	{ videoId, range }: UploadRequest,
	{ transport, signal }: Delivery,
): Promise<boolean> {
	if (videoId === undefined) return false;
	const received = await transport.received?.(videoId, signal);
	if (received === undefined) return false;
	return received.complete || (range !== undefined && covers(received.ranges, range));
}

/**
 * The service refuses bytes that it has. Whether these are all of the request's, or a part of them that
 * somebody else has sent, only the status tells. With a token alone nobody can ask, and nobody else
 * knows the video: there the bytes count as ours.
 */
async function compare(
	{ videoId = '', range, body }: UploadRequest,
	{ transport, line, progress, signal }: Delivery,
	stop: (reason: StopReason) => UploadStopped,
): Promise<void> {
	if (transport.received === undefined) {
		progress.unconfirmed = true;
		return;
	}
	const wanted = range ?? { from: 0, to: body.size - 1 };
	const answer = await holds([wanted], videoId, transport.received, line.clock, signal);
	if (answer === 'unknown') throw stop('unconfirmed');
	if (answer.length > 0) throw stop('conflict');
}

function reasonToGiveUp(outcome: Outcome): StopReason {
	if (outcome.kind === 'noAnswer') return 'unreachable';
	return outcome.status === 429 ? 'rateLimited' : 'noUsableAnswer';
}
