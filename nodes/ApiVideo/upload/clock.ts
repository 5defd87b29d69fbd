/** Time and chance, handed in so that a test decides about both. */
export interface Clock {
	/** Milliseconds since any fixed moment. */
	now(): number;
	/**
	 * Waits.
	 *
	 * @throws when the upload is cancelled, or `signal` aborted, in the meantime
	 */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
	/** At least 0, below 1. */
	random(): number;
}
