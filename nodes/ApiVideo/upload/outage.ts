import type { Outcome } from './transport';

/** How long what is known of an outage counts, in milliseconds: somebody tries at least that often. */
const KNOWN_MS = 60_000;

/**
 * No answer at all, and answers of no use, have different causes and are counted apart: an answer of no use may be
 * due to the request itself.
 */
type Kind = Outcome['kind'];

interface Known {
	readonly lasted: number;
	readonly seenAt: number;
}

/**
 * For how long the requests of a lane fail: known to all who send on it, so that a hundred of them do not wait
 * an outage out one after the other.
 */
export class Outage {
	private readonly known = new Map<Kind, Known>();

	/** @returns milliseconds that others have met with such an outcome until now; 0 where nothing is known */
	milliseconds({ kind }: Pick<Outcome, 'kind'>, now: number): number {
		const { lasted, seenAt } = this.known.get(kind) ?? NOTHING;
		return now - seenAt < KNOWN_MS ? lasted : 0;
	}

	/**
	 * A request has failed, or waits for its next try.
	 *
	 * @param milliseconds for which it has failed in this way, and in no other
	 */
	see({ kind }: Pick<Outcome, 'kind'>, milliseconds: number, now: number): void {
		const lasted = Math.max(this.milliseconds({ kind }, now), milliseconds);
		this.known.set(kind, { lasted, seenAt: now });
	}

	/** The service has answered. */
	end(): void {
		this.known.clear();
	}
}

const NOTHING: Known = { lasted: 0, seenAt: -Infinity };
