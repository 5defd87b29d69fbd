import { holds } from './confirm';
import { isLimited, judge, type StopReason } from './judge';
import type { Share } from './lines';
import type { Load } from './pace';
import { Patience } from './patience';
import { notShown } from './shown';
import type { Pieces } from './source';
import { type Progress, UploadStopped } from './stopped';
import type { Throughput } from './throughput';
import {
	timeTried,
	type Outcome,
	type Received,
	type UploadRequest,
	type UploadTransport,
	type Video,
} from './transport';

/** How long a container may be unknown to parts of the service after it was made, in milliseconds. */
const FRESH_MS = 20_000;

/** What delivering a request needs from the upload it belongs to. */
export interface Delivery {
	readonly transport: UploadTransport;
	readonly share: Share;
	readonly progress: Progress;
	/** What the upload still has to send, for the pace. */
	readonly load: Load;
	/** When a container was made for this upload, or by it, on the share's clock; undefined: earlier, or not yet. */
	freshSince?: number;
	/** Whether the file comes over a line of its own, so that a request may have to wait for its bytes. */
	readonly fromAfar?: boolean;
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
 * holds when in doubt, waits, sends again. While a request waits, others may use the lane.
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
	const { share, progress, signal } = delivery;
	const { clock, lane, party } = share;
	const { videoId } = request;
	const patience = new Patience(lane, party);
	for (let tries = 1; ; tries++) {
		const sent = await sendOnce(request, delivery, knowledge);
		const { outcome } = sent;
		let { milliseconds, silentMs } = sent;
		const situation = { videoId, inDoubt: knowledge.inDoubt, fresh: isFresh(delivery) };
		const verdict = judge(outcome, { ...situation, date: clock.date() });
		const stop = (reason: StopReason) =>
			new UploadStopped(reason, { ...progress }, outcome, tries, patience);

		if (verdict.next === 'goOn') return { video: verdict.video, told: true };
		if (verdict.next === 'stop') throw stop(verdict.reason);
		if (verdict.next === 'compare') {
			await compare(request, delivery, stop);
			return { told: false };
		}
		if (verdict.next === 'findOut') {
			knowledge.inDoubt = true;
			const found = await hasArrived(request, delivery, (outageMs) => {
				// Where the question has no answer either, the outage goes on while it is asked.
				milliseconds += outageMs;
				silentMs += outageMs;
			});
			if (found) return { told: false };
		}
		const backoff = patience.next(outcome, milliseconds, silentMs);
		if (backoff === undefined) throw stop(reasonToGiveUp(outcome));
		if (verdict.next === 'wait') {
			const pause = Math.max(backoff, verdict.milliseconds ?? 0);
			lane.pace.pause(pause);
			patience.waits(pause);
		} else {
			await clock.sleep(backoff, signal);
			patience.waits(backoff);
		}
		if (knowledge.inDoubt && videoId === undefined) progress.possibleCopy = true;
		progress.retries++;
	}
}

/** What came of a try; how long it took once it was its turn, and how long nothing moved at its end. */
interface Sent {
	readonly outcome: Outcome;
	readonly milliseconds: number;
	readonly silentMs: number;
}

async function sendOnce(
	request: UploadRequest,
	{ transport, share, load, signal, ...delivery }: Delivery,
	knowledge: Knowledge,
): Promise<Sent> {
	const { clock, lane, party, throttle } = share;
	const { body } = request;
	// An upload that slows itself tells nothing of the line's speed.
	const fromAfar = delivery.fromAfar === true && !throttle;
	let left = body.size;
	let movedAt = -Infinity;
	const handOut = (bytes: number) => {
		movedAt = clock.now();
		left -= bytes;
		// A request that breaks off before its end has certainly not arrived.
		knowledge.underWay = left <= 0;
	};
	let milliseconds = 0;
	let silentMs = 0;
	const send = async (took: (bytes: number) => void): Promise<Outcome> => {
		const sent = (bytes: number) => {
			movedAt = clock.now();
			if (!throttle) lane.pace.sent(bytes, fromAfar);
			took(bytes);
		};
		const open = (until: AbortSignal) => {
			const read = body.open(until);
			const pieces = fromAfar ? tellWaits(read, lane.pace.fromAfar) : read;
			return count(throttle ? throttle.slow(pieces, until) : pieces, handOut, sent);
		};
		if (request.range === undefined) load.requests = 0;
		const began = clock.now();
		const counted = { ...request, body: { ...body, open } };
		const sendBody = async () => await transport.send(counted, signal);
		const outcome = await (fromAfar ? lane.pace.apart(sendBody) : sendBody());
		milliseconds = timeTried(outcome, clock.now() - began);
		silentMs = Math.min(milliseconds, clock.now() - movedAt);
		knowledge.underWay = false;
		return outcome;
	};
	// What waits for its file tells nothing of what one more request would bring.
	const lineBytes = fromAfar ? 0 : body.size;
	const turn = async () => await lane.run(party, send, signal, lineBytes);
	const outcome = throttle ? await throttle.pass(share, turn, signal) : await turn();
	return { outcome, milliseconds, silentMs };
}

async function* count(
	pieces: Pieces,
	before: (bytes: number) => void,
	after: (bytes: number) => void,
): Pieces {
	for await (const piece of pieces) {
		// Read first: the consumer may free the memory of the piece.
		const { byteLength } = piece;
		before(byteLength);
		yield piece;
		after(byteLength);
	}
}

/** Tells when a request waits for bytes of its file. */
async function* tellWaits(pieces: Pieces, throughput: Throughput): Pieces {
	const reading = pieces[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await reading.next().finally(throughput.wait());
			if (next.done) return;
			yield next.value;
		}
	} finally {
		await reading.return?.();
	}
}

function isFresh({ freshSince, share }: Delivery): boolean {
	return freshSince !== undefined && share.clock.now() - freshSince < FRESH_MS;
}

/** @returns undefined where nobody can be asked, or nobody answers */
async function hasArrived(
	request: UploadRequest,
	{ transport, signal }: Delivery,
	onOutage: (milliseconds: number) => void,
): Promise<boolean | undefined> {
	const { videoId, range, part } = request;
	if (videoId === undefined) return undefined;
	const received = await transport.received?.(videoId, signal, onOutage);
	if (received === undefined) return undefined;
	const isPartOfFile = range !== undefined || part !== undefined;
	return received.complete || (isPartOfFile && notShown(request, received).length === 0);
}

/**
 * The service refuses bytes that it has. Whether these are all of the request's, or a part of them that
 * somebody else has sent, only the status tells. With a token alone nobody can ask, and nobody else
 * knows the video: there the bytes count as ours.
 */
async function compare(
	request: UploadRequest,
	{ transport, share, progress, signal }: Delivery,
	stop: (reason: StopReason) => UploadStopped,
): Promise<void> {
	if (transport.received === undefined) {
		progress.unconfirmed = true;
		return;
	}
	const { videoId = '' } = request;
	const missing = (received: Received) => notShown(request, received);
	const answer = await holds(missing, videoId, transport.received, share.clock, signal);
	if (answer === 'unknown') throw stop('unconfirmed');
	if (answer.length > 0) throw stop('conflict');
}

function reasonToGiveUp(outcome: Outcome): StopReason {
	if (isLimited(outcome)) return 'rateLimited';
	return outcome.kind === 'noAnswer' ? 'unreachable' : 'noUsableAnswer';
}
