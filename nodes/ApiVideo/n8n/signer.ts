import type { IExecuteFunctions } from 'n8n-workflow';
import { boundAccessToken } from '../api/accessToken';
import { signingType } from '../api/credentialTypes';
import { cancelled, unsigned } from '../api/exchange';
import { readCredentialAnew } from '../api/readCredential';
import { Trouble } from '../api/trouble';
import { untilAborted } from '../api/untilAborted';
import type { Clock, Outcome } from '../upload';

/**
 * Signs the upload requests of one execution with the access token that n8n keeps in the credential.
 * n8n's own helper for signed requests reads and decrypts the credential for every request, which takes
 * as long as sending some MiB; see docs/performance.md.
 */
export class Signer {
	private reading?: Promise<string | undefined>;

	constructor(
		private readonly n8n: IExecuteFunctions,
		private readonly clock: Clock,
		private readonly signal: AbortSignal,
	) {}

	/**
	 * Sends a request; once more with a new access token if the service refused the one at hand.
	 *
	 * @param send given the access token; undefined where n8n shows none, so that n8n has to sign
	 * @param renew makes n8n sign in anew, whatever the version
	 * @param signal ends waiting for the access token: others may wait on for it
	 * @returns the outcome; a 401 is final
	 * @throws Trouble when the execution was cancelled, or n8n's database stays busy
	 */
	async sign(
		send: (accessToken: string | undefined) => Promise<Outcome>,
		renew: () => Promise<void>,
		signal: AbortSignal,
	): Promise<Outcome> {
		const reading = (this.reading ??= this.keep(this.read()));
		const outcome = await send(await until(reading, signal));
		// Of requests under way at the same time, the first one refused renews for all.
		const first = this.reading === reading;
		if (outcome.kind === 'noAnswer' || outcome.status !== 401) {
			// n8n has signed in by now, and shows the access token from now on.
			if (first && (await reading) === undefined) this.reading = undefined;
			return outcome;
		}
		if (first) this.reading = this.keep(renew().then(async () => await this.read()));
		const renewing = (this.reading ??= this.keep(this.read()));
		const renewed = await until(renewing, signal).then(
			(accessToken) => ({ accessToken }),
			async (reason: unknown) => this.outcomeOf(reason, outcome) ?? (await Promise.reject(reason)),
		);
		return 'kind' in renewed ? renewed : await send(renewed.accessToken);
	}

	/** What could not be read or renewed is tried again by the next one who needs it. */
	private keep(reading: Promise<string | undefined>): Promise<string | undefined> {
		reading.catch(() => {
			if (this.reading === reading) this.reading = undefined;
		});
		return reading;
	}

	private async read(): Promise<string | undefined> {
		const { n8n, clock, signal } = this;
		return boundAccessToken(await readCredentialAnew({ n8n, clock, signal }, signingType(n8n)));
	}

	/**
	 * Why n8n could not sign in anew is told as the outcome of the request that needed it.
	 */
	private outcomeOf(reason: unknown, refused: Outcome): Outcome | undefined {
		if (!(reason instanceof Trouble) || this.signal.aborted) return undefined;
		if (reason.httpStatus === 401) return refused;
		return unsigned(reason) ?? { kind: 'noAnswer', what: reason.message, permanent: true };
	}
}

/** @throws Trouble when the signal is aborted; whatever `reading` throws */
async function until<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
	return await untilAborted(reading, signal).catch(
		async (reason: unknown) => await Promise.reject(signal.aborted ? cancelled() : reason),
	);
}
