/** How long what is known of an outage counts, in milliseconds: somebody tries at least that often. */
const KNOWN_MS = 60_000;

/**
 * For how long the requests of a lane fail: known to all who send on it, so that a hundred of them do not wait
 * an outage out one after the other.
 */
export class Outage {
	private lasted = 0;
	private seenAt = -Infinity;

	/** @returns milliseconds that others have tried in vain until now; 0 where nothing is known */
	milliseconds(now: number): number {
		return now - this.seenAt < KNOWN_MS ? this.lasted : 0;
	}

	/** A request has failed, or waits for its next try. */
	see(milliseconds: number, now: number): void {
		this.lasted = Math.max(this.milliseconds(now), milliseconds);
		this.seenAt = now;
	}

	/** The service has answered. */
	end(): void {
		this.lasted = 0;
	}
}
