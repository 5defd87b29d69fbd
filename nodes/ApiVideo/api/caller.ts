import type { Clock, Lines, Party } from '../upload';
import type { ApiContext } from './letN8nSign';

/** Who asks, and until when. */
export interface Caller {
	/** n8n's functions for whatever runs. */
	readonly n8n: ApiContext;
	readonly clock: Clock;
	/**
	 * Ends requests and waits. One that is not the execution's cancel signal lets a request outlive the
	 * execution.
	 */
	readonly signal: AbortSignal;
	/** The ways to api.video that it shares with others. */
	readonly lines: Lines;
	/** What it is among these others. */
	readonly party: Party;
}
