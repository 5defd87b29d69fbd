import {
	backoff,
	NOT_RECEIVED,
	Patience,
	retryAfter,
	type Answer,
	type Clock,
	type Outcome,
} from '../upload';

/** How often a request is sent at most, those not counted that end in a 429. */
const MOST_TRIES = 5;

/** May come from a proxy that has passed the request on, so nobody knows whether it was carried out. */
const TIMED_OUT = 408;

/** When to send a request again. */
export interface Repetition {
	readonly clock: Clock;
	/** Whether a second time does no harm if the first one arrived after all. */
	readonly repeatable: boolean;
	/** Whether an answer with a status of success is what was asked for: not cut off, no page of a proxy. */
	isUsable(answer: Answer): boolean;
	/** Ends the waits. */
	readonly signal: AbortSignal;
	/** Whether it was the execution that was cancelled, once the signal is aborted. */
	isCancelled?(): boolean;
}

/** The outcome that ended a request. */
export interface LastOutcome {
	readonly outcome: Outcome;
	/** Whether an earlier try may have been carried out, and only its answer was lost. */
	readonly inDoubt: boolean;
}

/** What an outcome says about the request. */
type Meaning = 'final' | 'notReceived' | 'doubtful';

/**
 * Sends a request until its outcome is one to go on with, or trying again is of no use: what has
 * certainly not arrived (425, 429) again in any case, what may have arrived (no answer, 408, 5xx, a
 * success that cannot be read) if that does no harm. Between two tries it waits as long as the service
 * asks for, and never less than the backoff.
 *
 * @throws whatever `send` or the clock's sleep throw: the execution was cancelled
 */
export async function repeat(
	send: () => Promise<Outcome>,
	{ clock, repeatable, isUsable, signal, isCancelled = () => true }: Repetition,
): Promise<LastOutcome> {
	const patience = new Patience(clock);
	let inDoubt = false;
	for (let tries = 1; ; tries++) {
		const outcome = await send();
		const meaning = meaningOf(outcome, isUsable);
		const final = meaning === 'final' || (meaning === 'doubtful' && !repeatable);
		const givenUp = () => signal.aborted && !isCancelled();
		if (final || givenUp() || !patience.allows(outcome, MOST_TRIES)) return { outcome, inDoubt };
		inDoubt ||= meaning === 'doubtful';
		const ended = await clock.sleep(waitAfter(outcome, tries, clock), signal).then(
			() => false,
			async (reason: unknown) => givenUp() || (await Promise.reject(reason)),
		);
		if (ended) return { outcome, inDoubt };
	}
}

function meaningOf(outcome: Outcome, isUsable: Repetition['isUsable']): Meaning {
	if (outcome.kind === 'noAnswer') return outcome.permanent ? 'final' : 'doubtful';
	const { status } = outcome;
	if (status >= 200 && status < 300) return isUsable(outcome) ? 'final' : 'doubtful';
	if (!mayPass(status)) return 'final';
	return NOT_RECEIVED.has(status) && status !== TIMED_OUT ? 'notReceived' : 'doubtful';
}

/** @returns whether a status that is no success may be another one in a while */
export function mayPass(status: number): boolean {
	return status >= 500 || status === TIMED_OUT || NOT_RECEIVED.has(status);
}

/** @returns milliseconds */
function waitAfter(outcome: Outcome, tries: number, clock: Clock): number {
	const asked = outcome.kind === 'answer' ? askedFor(outcome, clock) : undefined;
	return Math.max(asked ?? 0, backoff(tries, clock));
}

/** Every answer says when the window of the rate limit ends; only after a refusal that is worth waiting for. */
function askedFor({ status, headers }: Answer, clock: Clock): number | undefined {
	const window = NOT_RECEIVED.has(status) ? headers['x-ratelimit-retry-after'] : undefined;
	return retryAfter({ ...headers, 'x-ratelimit-retry-after': window ?? '' }, clock.date());
}
