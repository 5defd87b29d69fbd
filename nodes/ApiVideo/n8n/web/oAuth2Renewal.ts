import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { Caller } from '../../api/caller';
import { cancelled, exchange } from '../../api/exchange';
import { renewalsSoFar, renewOnce } from '../../api/renewal';
import { codesOf } from '../../api/thrown';
import { TimeLimit } from '../../api/timeLimit';
import { Trouble } from '../../api/trouble';
import { untilAborted } from '../../api/untilAborted';
import { backoff, mayPass, type Outcome } from '../../upload';

/** How often n8n is asked to renew an access token, where what stood in the way may pass. */
const MOST_TRIES = 4;

/** How n8n's OAuth2 client says that the service which gives out access tokens has refused. */
const REFUSED = new Set(['EAUTH', 'ESTATUS']);

const CONNECT =
	'Open the OAuth2 credential for the file server, connect it again, and run the step again. If it was connected less than a day ago, the service may give no refresh token: for Google Drive and Dropbox the documentation of this node (File servers) says which Auth URI Query Parameters ask for one.';

/** Sends one request, signed by n8n. */
type Send = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/** The renewals of an execution count for all its requests, and apart from those of the API key. */
const executions = new WeakMap<object, object>();

/** @throws Trouble when nobody has signed in with the credential yet */
export function refuseUnconnected({
	grantType,
	oauthTokenData,
}: ICredentialDataDecryptedObject): void {
	if (grantType === 'clientCredentials' || oauthTokenData !== undefined) return;
	throw new Trouble('The OAuth2 credential for the file server is not connected', CONNECT);
}

/**
 * Renews an access token that has run out once for all requests that were refused with it: several ranges are
 * read at a time, and many services take a refresh token once only. n8n renews upon a 401 only where that is a
 * rejection, and below 2.10 it cannot be told to make one of a 401 alone; so a request of one byte is made for it.
 */
export class OAuth2Renewal {
	private readonly execution: object;

	constructor(
		private readonly context: Pick<Caller, 'n8n' | 'clock' | 'signal'>,
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly sign: Send,
	) {
		this.execution = executions.get(context.n8n) ?? {};
		executions.set(context.n8n, this.execution);
	}

	/**
	 * Sends a request; once more with a new access token if the server refused the one at hand.
	 *
	 * @throws Trouble when n8n could not renew it; whatever n8n's helper throws
	 */
	async send(options: IHttpRequestOptions): Promise<IN8nHttpFullResponse> {
		const { signal } = this.context;
		const soFar = renewalsSoFar(this.execution);
		const answer = await this.sign({ ...options, ignoreHttpStatusErrors: true });
		if (!this.isExpired(answer.statusCode)) return answer;
		const until = (options.abortSignal as AbortSignal | undefined) ?? signal;
		const renewing = renewOnce(this.execution, soFar, async () => await this.renew(options));
		await untilAborted(renewing, until).catch(
			async (reason: unknown) => await Promise.reject(until.aborted ? cancelled() : reason),
		);
		return await this.sign({ ...options, ignoreHttpStatusErrors: true });
	}

	/** The second number is a field of n8n's credential from 2.20 on. */
	private isExpired(status: number): boolean {
		return status === 401 || status === Number(this.credential.tokenExpiredStatusCode ?? NaN);
	}

	/** Others wait for it as well, so it ends with the execution. */
	private async renew(options: IHttpRequestOptions): Promise<void> {
		const { clock, signal } = this.context;
		const origin = new URL(options.url, options.baseURL).origin;
		for (let tries = 1; ; tries++) {
			const { outcome, refused } = await this.ask(options);
			if (outcome.kind === 'answer' && !mayPass(outcome.status)) return;
			const isFinal = refused || (outcome.kind === 'noAnswer' && outcome.permanent);
			if (isFinal) throw new Trouble(`n8n could not renew the sign-in to ${origin}`, CONNECT);
			if (tries >= MOST_TRIES) throw unanswered(origin);
			await clock.sleep(backoff(tries + 1, clock), signal);
		}
	}

	/** What a server that was reached makes of the one byte does not matter: the request itself is sent again. */
	private async ask(options: IHttpRequestOptions): Promise<{ outcome: Outcome; refused: boolean }> {
		const { signal } = this.context;
		const limit = new TimeLimit(signal);
		let refused = false;
		const question: IHttpRequestOptions = {
			...options,
			method: 'GET',
			headers: { ...options.headers, Range: 'bytes=0-0' },
			ignoreHttpStatusErrors: false,
			abortSignal: limit.signal,
		};
		const send = async () =>
			await this.sign(question).catch(async (reason: unknown) => {
				refused = isRefusal(codesOf(reason));
				return await Promise.reject(reason);
			});
		try {
			return { outcome: await exchange(send, signal), refused };
		} finally {
			// The body is not read, and nothing else closes its connection.
			limit.end();
		}
	}
}

/** A service that is busy or out of order refuses nobody, and n8n's client says the same of it but for the status. */
function isRefusal(codes: readonly string[]): boolean {
	const isBusy = codes.some((code) => mayPass(Number(code)));
	return !isBusy && codes.some((code) => REFUSED.has(code));
}

function unanswered(origin: string): Trouble {
	return new Trouble(
		`n8n could not renew the sign-in to ${origin}: the service that renews it does not answer, or is out of order`,
		'Run the step again later. If it stays like this, check the Access Token URL of the OAuth2 credential for the file server, and the network and proxy of n8n.',
		undefined,
		undefined,
		{},
	);
}
