import {
	mayPass,
	NOT_RECEIVED,
	Patience,
	retryAfter,
	timeTried,
	type Answer,
	type Clock,
	type Lane,
	type NoAnswer,
	type Outcome,
	type Party,
} from '../upload';
import { cancelled, GIVEN_UP } from './exchange';

/** When to send a request again. */
export interface Repetition {
	readonly lane: Lane;
	readonly party: Party;
	/** Whether others that have their turn already wait for it, so that it must not wait for one. */
	readonly awaited?: boolean;
	/** Whether a second time does no harm if the first one arrived after all. */
	readonly repeatable: boolean;
	/** Whether an answer with a status of success is what was asked for: not cut off, no page of a proxy. */
	isUsable(answer: Answer): boolean;
	/** Ends the waits. */
	readonly signal: AbortSignal;
	/** Whether it was the execution that was cancelled, once the signal is aborted. */
	isCancelled(): boolean;
}

/** The outcome that ended a request. */
export interface LastOutcome {
	readonly outcome: Outcome;
	/** Whether an earlier try may have been carried out, and only its answer was lost. */
	readonly inDoubt: boolean;
	/** For how long it was tried, in milliseconds, without the waits for its turn. */
	readonly triedMs: number;
	/** For how much of that nobody answered; see `Patience.outageMs`. */
	readonly outageMs: number;
	/** For how long others had been tried in vain, where it was given up on their word, in milliseconds. */
	readonly othersMs: number;
}

type Times = Pick<LastOutcome, 'triedMs' | 'outageMs' | 'othersMs'>;

/** The outcome of a request that its signal has ended before it was sent: others of the process went first. */
const NO_TURN: NoAnswer = {
	kind: 'noAnswer',
	what: 'The request could not be sent in the time that was left: other requests to api.video or the rate limit held it back',
	permanent: false,
	notSent: true,
};

/** The same for one that does not wait for its turn, so that it was the rate limit. */
const HELD_BACK: Answer = { kind: 'answer', status: 429, headers: {}, body: {} };

/** What an outcome says about the request. */
type Meaning = 'final' | 'notSent' | 'notReceived' | 'doubtful';

/**
 * Sends a request until its outcome is one to go on with, or trying again is of no use: what has
 * certainly not arrived (425, 429, what could not be signed) again in any case, what may have arrived (no answer, 408, 5xx, a
 * success that cannot be read) if that does no harm. Between two tries it waits as long as the service
 * asks for, and never less than the backoff; a 429 holds everybody back who shares the limit.
 *
 * @throws Trouble when the execution was cancelled; whatever `send` throws
 */
export async function repeat(
	send: () => Promise<Outcome>,
	{ lane, party, awaited, repeatable, isUsable, signal, isCancelled }: Repetition,
): Promise<LastOutcome> {
	const { clock, pace } = lane;
	const patience = new Patience(lane, party);
	let last: Outcome | undefined;
	let inDoubt = false;
	let milliseconds = 0;
	const timed = async (): Promise<Outcome> => {
		last ??= GIVEN_UP;
		const began = clock.now();
		const outcome = await send();
		milliseconds = timeTried(outcome, clock.now() - began);
		return outcome;
	};
	try {
		for (;;) {
			const outcome = awaited
				? await lane.runPaced(party, timed, signal)
				: await lane.run(party, timed, signal);
			const meaning = meaningOf(outcome, isUsable);
			const final =
				meaning === 'final' || (meaning === 'doubtful' && !repeatable) || signal.aborted;
			const backoff = final ? undefined : patience.next(outcome, milliseconds);
			if (backoff === undefined) return { outcome, inDoubt, ...timesOf(patience) };
			last = outcome;
			inDoubt ||= meaning === 'doubtful';
			const wait = Math.max(backoff, askedFor(outcome, clock));
			if (meaning === 'notReceived') pace.pause(wait);
			else await clock.sleep(wait, signal);
			patience.waits(wait);
		}
	} catch (reason) {
		if (!signal.aborted) await Promise.reject(reason);
		if (isCancelled()) throw cancelled();
		const outcome = last ?? (awaited ? HELD_BACK : NO_TURN);
		return { outcome, inDoubt, ...timesOf(patience) };
	}
}

function timesOf({ milliseconds: triedMs, outageMs, othersMs }: Patience): Times {
	return { triedMs, outageMs, othersMs };
}

function meaningOf(outcome: Outcome, isUsable: Repetition['isUsable']): Meaning {
	if (outcome.kind === 'noAnswer') {
		if (outcome.permanent) return 'final';
		return outcome.notSent ? 'notSent' : 'doubtful';
	}
	const { status } = outcome;
	if (status >= 200 && status < 300) return isUsable(outcome) ? 'final' : 'doubtful';
	if (!mayPass(status)) return 'final';
	return NOT_RECEIVED.has(status) ? 'notReceived' : 'doubtful';
}

/**
 * Every answer says when the window of the rate limit ends. Only after a refusal is there a reason to wait for
 * that.
 *
 * @returns milliseconds, 0 where nothing is asked for
 */
function askedFor(outcome: Outcome, clock: Clock): number {
	if (outcome.kind === 'noAnswer') return 0;
	const { status, headers } = outcome;
	const window = NOT_RECEIVED.has(status) ? headers['x-ratelimit-retry-after'] : undefined;
	return retryAfter({ ...headers, 'x-ratelimit-retry-after': window ?? '' }, clock.date()) ?? 0;
}
