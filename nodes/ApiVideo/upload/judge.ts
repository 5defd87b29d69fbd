import { isId } from './id';
import { isRecord, readProblem } from './problem';
import { retryAfter } from './retryAfter';
import type { Answer, Outcome, UploadRequest, Video } from './transport';

/** Why an upload stops for good. */
export type StopReason =
	| 'rejected'
	| 'authentication'
	| 'conflict'
	/** Bytes are missing that nobody may send, as they are too few for a chunk. */
	| 'unfillable'
	/** All has been sent, and the service does not say that all of it has arrived. */
	| 'unconfirmed'
	| 'unreachable'
	| 'rateLimited'
	| 'noUsableAnswer';

/** What an outcome means and what comes next. */
export type Verdict =
	/** The bytes have arrived. */
	| { readonly next: 'goOn'; readonly video: Video }
	/** Nobody knows whether the bytes arrived. */
	| { readonly next: 'findOut' }
	/** The service has some or all of the bytes: those of an earlier try, or somebody else's. */
	| { readonly next: 'compare' }
	/** The bytes have not arrived; the service wants us to wait, `milliseconds` if it said how long. */
	| { readonly next: 'wait'; readonly milliseconds?: number }
	/** The bytes have not arrived: the container is not known everywhere yet, or the request could not be signed. */
	| { readonly next: 'later' }
	| { readonly next: 'stop'; readonly reason: StopReason };

/** What the judge must know besides the outcome. */
export interface Situation {
	/** The videoId the request was for, if any. */
	readonly videoId?: UploadRequest['videoId'];
	/** An earlier try of the same request had no usable answer, so it may have arrived after all. */
	readonly inDoubt: boolean;
	/** The container was made a moment ago. */
	readonly fresh: boolean;
	/** Milliseconds since 1970. */
	readonly date: number;
}

const RECEIVED_BEFORE = new Set([
	'video-content-range-by-bytes-range-overlap',
	'video-content-range-by-part-part-already-sent',
	'video-source-already-uploaded',
]);

/**
 * Statuses that say that the request was not carried out and may be sent again after a while. 408 is
 * none of them: a proxy says so as well when the service took its time to store the bytes.
 */
export const NOT_RECEIVED: ReadonlySet<number> = new Set([425, 429]);

/** Says that the service, or a proxy, waited in vain for something: perhaps for its own answer. */
const REQUEST_TIMEOUT = 408;

/** @returns whether a status that is no success may be another one in a while */
export function mayPass(status: number): boolean {
	return status >= 500 || status === REQUEST_TIMEOUT || NOT_RECEIVED.has(status);
}

/** @returns whether the rate limit has refused the request, or signing it */
export function isLimited(outcome: Outcome): boolean {
	return outcome.kind === 'noAnswer' ? outcome.limited === true : outcome.status === 429;
}

/**
 * @returns whether the service has answered with something to go on with, be it a refusal; the page of a proxy is
 *   no answer of the service
 */
export function isFinal(outcome: Outcome): boolean {
	if (outcome.kind === 'noAnswer' || mayPass(outcome.status)) return false;
	const { status, body } = outcome;
	return isRecord(body) || (status < 300 && body === '');
}

/**
 * The one place that decides what an outcome of a request means.
 *
 * Sources: https://docs.api.video/vod/progressive-upload, https://docs.api.video/reference/errors
 * (slugs), https://docs.api.video/reference/rate-limiting (429).
 */
export function judge(outcome: Outcome, situation: Situation): Verdict {
	if (outcome.kind === 'noAnswer') {
		if (outcome.notSent && !outcome.permanent) return { next: 'later' };
		return outcome.permanent ? { next: 'stop', reason: 'unreachable' } : { next: 'findOut' };
	}
	const { status } = outcome;
	if (status >= 200 && status < 300) return judgeSuccess(outcome, situation);
	if (NOT_RECEIVED.has(status)) {
		return { next: 'wait', milliseconds: retryAfter(outcome.headers, situation.date) };
	}
	if (status >= 500 || status === REQUEST_TIMEOUT) return { next: 'findOut' };
	if (status === 401) return { next: 'stop', reason: 'authentication' };
	if (status === 404 && situation.fresh) return { next: 'later' };
	if (RECEIVED_BEFORE.has(readProblem(outcome.body).slug ?? '')) {
		const maybeOurs = situation.inDoubt && situation.videoId !== undefined;
		return maybeOurs ? { next: 'compare' } : { next: 'stop', reason: 'conflict' };
	}
	return { next: 'stop', reason: 'rejected' };
}

function judgeSuccess({ body }: Answer, { videoId }: Situation): Verdict {
	if (!isVideo(body)) return { next: 'findOut' };
	if (videoId !== undefined && body.videoId !== videoId) return { next: 'findOut' };
	return { next: 'goOn', video: body };
}

/** @returns whether an answer's body is a video object: the next request goes to the ID that it names */
export function isVideo(body: unknown): body is Video {
	return isRecord(body) && isId(body.videoId);
}
