import type { Clock } from './clock';
import type { Outcome } from './transport';

/**
 * How long a 429 is waited out, in milliseconds: two windows of the rate limit and a half. Source:
 * https://docs.api.video/reference/rate-limiting (a window is one minute).
 */
const RATE_LIMIT_MS = 150_000;

/**
 * Decides whether a request is worth one more try. A service that answers 429 is there, and takes the
 * request in a while, so those are counted in time; everything else in tries.
 */
export class Patience {
	private tries = 0;
	private limitedSince?: number;

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	/**
	 * @param outcome of the last try; to be shown every one, in order
	 * @param mostTries how often the request may be sent, those not counted that ended in a 429
	 * @returns whether to send it again
	 */
	allows(outcome: Outcome, mostTries: number): boolean {
		if (outcome.kind === 'answer' && outcome.status === 429) {
			const now = this.clock.now();
			this.limitedSince ??= now;
			return now - this.limitedSince < RATE_LIMIT_MS;
		}
		this.limitedSince = undefined;
		return ++this.tries < mostTries;
	}
}
