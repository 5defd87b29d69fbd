/** Time and chance, handed in so that a test decides about both. */
export interface Clock {
	/** Milliseconds since any fixed moment. Only ever goes on: durations are measured with it. */
	now(): number;
	/** Milliseconds since 1970, for dates. Somebody may set it, so no duration is measured with it. */
	date(): number;
	/**
	 * Waits.
	 *
	 * @param milliseconds from 0 on
	 * @param signal ends the wait at once
	 * @throws when the signal is aborted, before or meanwhile
	 */
	sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
	/** At least 0, below 1. */
	random(): number;
}
