import type { IExecuteFunctions } from 'n8n-workflow';
import { boundAccessToken } from '../api/accessToken';
import type { TokenSigner } from '../api/caller';
import { signingType } from '../api/credentialTypes';
import { cancelled, unsigned } from '../api/exchange';
import { readCredentialAnew } from '../api/readCredential';
import { Trouble } from '../api/trouble';
import { untilAborted } from '../api/untilAborted';
import type { Clock, Outcome } from '../upload';

/** Signs the requests of one execution with the access token that n8n keeps in the credential. */
export class Signer implements TokenSigner {
	private reading?: Promise<string | undefined>;

	constructor(
		private readonly n8n: IExecuteFunctions,
		private readonly clock: Clock,
		private readonly signal: AbortSignal,
	) {}

	async sign(
		send: (accessToken: string | undefined) => Promise<Outcome>,
		renew: () => Promise<void>,
		signal: AbortSignal,
	): Promise<Outcome> {
		const outlives = this.signal.aborted;
		const isCancelled = () => signal.aborted || (this.signal.aborted && !outlives);
		const reading = (this.reading ??= this.keep(this.read(signal)));
		const outcome = await send(await until(reading, signal));
		// Where several requests are under way, the first one that is refused renews the token for all of them.
		const first = this.reading === reading;
		if (outcome.kind === 'noAnswer' || outcome.status !== 401) {
			// n8n has signed in by now, and shows the access token from now on.
			if (first && (await reading) === undefined) this.reading = undefined;
			return outcome;
		}
		if (first) this.reading = this.keep(renew().then(async () => await this.read(signal)));
		const renewing = (this.reading ??= this.keep(this.read(signal)));
		const renewed = await until(renewing, signal).then(
			(accessToken) => ({ accessToken }),
			async (reason: unknown) =>
				(isCancelled() ? undefined : outcomeOf(reason, outcome)) ?? (await Promise.reject(reason)),
		);
		return 'kind' in renewed ? renewed : await send(renewed.accessToken);
	}

	/** What could not be read or renewed is tried again by the next one who needs it. */
	private keep(reading: Promise<string | undefined>): Promise<string | undefined> {
		reading.catch(() => (this.reading = undefined));
		return reading;
	}

	/** Others wait for it as well, so it ends with the execution, unless it is to outlive that. */
	private async read(signal: AbortSignal): Promise<string | undefined> {
		const { n8n, clock } = this;
		const until = this.signal.aborted ? signal : this.signal;
		return boundAccessToken(
			await readCredentialAnew({ n8n, clock, signal: until }, signingType(n8n)),
		);
	}
}

/** Why n8n could not sign in anew is told as the outcome of the request that needed it. */
function outcomeOf(reason: unknown, refused: Outcome): Outcome | undefined {
	if (!(reason instanceof Trouble)) return undefined;
	if (reason.httpStatus === 401) return refused;
	return unsigned(reason) ?? { kind: 'noAnswer', what: reason.message, permanent: true };
}

/** @throws Trouble when the signal is aborted; whatever `reading` throws */
async function until<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
	return await untilAborted(reading, signal).catch(
		async (reason: unknown) => await Promise.reject(signal.aborted ? cancelled() : reason),
	);
}
