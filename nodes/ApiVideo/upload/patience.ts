import { backoff } from './backoff';
import { isLimited } from './judge';
import type { Lane } from './lane';
import type { Party } from './party';
import type { Outcome } from './transport';

/**
 * How long an outage is waited out, in milliseconds at most, before the service has answered anything: an
 * address that was mistyped is told within a minute.
 */
const UNANSWERED_MS = 60_000;

/** How often an address is looked up that nobody knows, before the service has answered anything. */
const UNKNOWN_ADDRESS_TRIES = 3;

/**
 * How often a request is sent at least where only others know that the outage has lasted long enough: a single try
 * may fail by chance.
 */
const OWN_TRIES = 3;

/** How often one request is sent at most that fails while the service takes others like it. */
const TRIES = 10;

/**
 * Decides whether a request is worth one more try. An outage is waited out for a time, which counts from the
 * last request of its kind that the service has answered for anybody, and which only the tries themselves and
 * the waits between them use up: waiting for one's turn never counts. A 429 comes from a service that is there,
 * so it is no failed try; the waits that it asks for have a time of their own.
 */
export class Patience {
	private readonly clock: Lane['clock'];
	private tries = 0;
	private triedMs = 0;
	private isLimited = false;
	private limitedMs = 0;
	private failed?: Outcome;
	private failedMs = 0;
	/** For how much of that it has failed in the same way as last, and in no other. */
	private alikeMs = 0;
	/** For how much of that it has failed itself, and not others before. */
	private ownMs = 0;
	private failedAt = Infinity;
	/** How often the service has taken others since this one failed before. */
	private passedOver = 0;

	constructor(
		private readonly lane: Pick<Lane, 'clock' | 'heardAt' | 'signedInAt' | 'outage'>,
		private readonly party: Pick<Party, 'keepTryingMs' | 'limitedMs' | 'hasSucceeded'>,
	) {
		this.clock = lane.clock;
	}

	/** Whether an outage has lasted as long as it was to be waited out, so that a longer time may help. */
	ranOut = false;

	/** For how long an outage is to be waited out, in milliseconds. */
	get keepTryingMs(): number {
		return this.party.keepTryingMs;
	}

	/** The most of that which counts, in milliseconds: before the service has answered anything, a longer time does not. */
	get countsMs(): number {
		return this.party.hasSucceeded ? Infinity : UNANSWERED_MS;
	}

	/** For how long others had met with the same outage when it ran out, in milliseconds; 0 where it has lasted itself. */
	othersMs = 0;

	/** For how long nobody has answered it, in milliseconds, without its waits for its turn and for the rate limit. */
	outageMs = 0;

	/** For how long it was tried in vain, in milliseconds, without the waits for its turn. */
	get milliseconds(): number {
		return this.triedMs;
	}

	/**
	 * @param outcome of the last try; to be shown every one, in order
	 * @param tookMs how long the try took, without the wait for its turn. What was before a sign-in that went well
	 *   does not count: the try may have waited for it, and that for its turn.
	 * @param silentMs for how much of that nothing moved at its end: while bytes travel there is no outage, however
	 *   long a large body takes. Of ten tries only that counts; a service that takes all and refuses it ends.
	 * @returns how long to wait before the next try, in milliseconds, exponentially longer and by chance;
	 *   undefined: there is to be none
	 */
	next(outcome: Outcome, tookMs: number, silentMs = tookMs): number | undefined {
		const { signedInAt = -Infinity } = this.lane;
		const milliseconds = Math.min(tookMs, this.clock.now() - signedInAt);
		this.tries++;
		this.triedMs += milliseconds;
		this.isLimited = isLimited(outcome);
		this.outageMs = this.isLimited ? 0 : this.outageMs + milliseconds;
		const again = this.isLimited
			? this.limitedMs < (this.party.limitedMs ?? this.party.keepTryingMs)
			: this.mayFail(
					outcome,
					this.tries <= TRIES ? Math.min(silentMs, milliseconds) : milliseconds,
				);
		return again ? backoff(this.tries, this.clock) : undefined;
	}

	/** Counts the wait before the next try, in milliseconds. */
	waits(milliseconds: number): void {
		this.triedMs += milliseconds;
		if (this.isLimited) {
			this.limitedMs += milliseconds;
			return;
		}
		this.outageMs += milliseconds;
		this.ownMs += milliseconds;
		this.failedMs += milliseconds;
		this.alikeMs += milliseconds;
		if (this.failed) this.lane.outage.see(this.failed, this.alikeMs, this.clock.now());
	}

	private mayFail(outcome: Outcome, milliseconds: number): boolean {
		const now = this.clock.now();
		const { heardAt = -Infinity, outage } = this.lane;
		const { keepTryingMs, hasSucceeded } = this.party;
		if (heardAt > this.failedAt) this.passedOver++;
		// What others know of the outage counts only for an execution that the service has answered before.
		const known = !this.failed && hasSucceeded ? outage.milliseconds(outcome, now) : 0;
		const alikeMs = this.failed?.kind === outcome.kind ? this.alikeMs : 0;
		const since = (before: number) =>
			Math.min(Math.max(before, known) + milliseconds, now - heardAt);
		this.failed = outcome;
		this.failedAt = now;
		this.failedMs = since(this.failedMs);
		this.alikeMs = since(alikeMs);
		this.ownMs = Math.min(this.ownMs + milliseconds, this.failedMs);
		outage.see(outcome, this.alikeMs, now);
		if (this.passedOver >= TRIES) return false;
		this.ranOut =
			this.failedMs >= keepTryingMs && (this.ownMs >= keepTryingMs || this.tries >= OWN_TRIES);
		if (this.ranOut && this.ownMs < keepTryingMs) this.othersMs = this.failedMs;
		if (this.ranOut || hasSucceeded) return !this.ranOut;
		if (this.isUnknownAddress(outcome)) return false;
		return this.failedMs < UNANSWERED_MS;
	}

	/** @returns whether it is certain enough that nobody knows the address */
	private isUnknownAddress(outcome: Outcome): boolean {
		if (outcome.kind === 'answer' || outcome.unknownAddress !== true) return false;
		// Signing in has looked the address up several times already.
		return outcome.notSent === true || this.tries >= UNKNOWN_ADDRESS_TRIES;
	}
}
