import type { Clock, Lines, Outcome, Party } from '../upload';
import type { ApiContext } from './letN8nSign';

/**
 * Signs requests with the access token that n8n keeps, read once for many. n8n's own helper reads and decrypts the
 * credential for every request, which takes some 15 ms each time; see docs/performance.md.
 */
export interface TokenSigner {
	/**
	 * Sends a request; once more with a new access token if the service refused the one at hand.
	 *
	 * @param send given the access token; undefined where n8n shows none, so that n8n has to sign
	 * @param renew makes n8n sign in anew, whatever the version
	 * @param signal ends waiting for the access token
	 * @returns the outcome; a 401 is final
	 * @throws Trouble when the execution was cancelled, or n8n's database stays busy
	 */
	sign(
		send: (accessToken: string | undefined) => Promise<Outcome>,
		renew: () => Promise<void>,
		signal: AbortSignal,
	): Promise<Outcome>;
}

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
	/** n8n signs each request unless given. */
	readonly signer?: TokenSigner;
}
