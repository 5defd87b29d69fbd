import type { IExecuteFunctions } from 'n8n-workflow';
import { boundAccessToken } from '../api/accessToken';
import { CREDENTIAL } from '../api/client';
import type { Outcome } from '../upload';

/**
 * Signs the upload requests of one execution with the access token that n8n keeps in the credential.
 * n8n's own helper for signed requests reads and decrypts the credential for every request, which takes
 * as long as sending some MiB; see docs/performance.md.
 */
export class Signature {
	private reading?: Promise<string | undefined>;

	constructor(private readonly n8n: IExecuteFunctions) {}

	/**
	 * Sends a request; once more with a new access token if the service refused the one at hand.
	 *
	 * @param send given the access token; undefined where n8n shows none, so that n8n has to sign
	 * @param renew makes any request that n8n signs: upon a 401 n8n signs in anew
	 * @returns the outcome; a 401 is final
	 */
	async sign(
		send: (accessToken: string | undefined) => Promise<Outcome>,
		renew: () => Promise<unknown>,
	): Promise<Outcome> {
		const reading = (this.reading ??= this.read());
		const accessToken = await reading;
		if (accessToken === undefined) this.reading = undefined;
		const outcome = await send(accessToken);
		if (accessToken === undefined || outcome.kind === 'noAnswer' || outcome.status !== 401) {
			return outcome;
		}
		// Of requests under way at the same time, the first one refused renews for all.
		if (this.reading === reading) this.reading = renew().then(async () => await this.read());
		return await send(await this.reading);
	}

	private async read(): Promise<string | undefined> {
		return boundAccessToken(await this.n8n.getCredentials(CREDENTIAL));
	}
}
