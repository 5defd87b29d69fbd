import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { mayPass, type Line, type Outcome } from '../upload';
import { BOUNDED_DEFAULTS, exchangeBounded } from './boundedExchange';
import type { Caller, TokenSigner } from './caller';
import { exchange, GIVEN_UP, type FullResponse } from './exchange';
import { explain } from './explain';
import { cancelSignal, letN8nSign } from './letN8nSign';
import { ORIGIN_HEADERS } from './origin';
import { DELEGATED_TOKENS } from './paths/delegatedTokens';
import { renewalsSoFar, renewOnce } from './renewal';
import { repeat } from './repeat';
import { signatureIn, withoutSecrets } from './secrets';

/** A request without what all have in common. */
export type SignedRequest = Omit<IHttpRequestOptions, 'headers' | 'json' | 'timeout'>;

/** Who sends, and where to. */
export interface Sender extends Caller {
	/** Of the credential. */
	readonly baseUrl: string;
	/** To the account of the credential. */
	readonly line: Line;
}

const TIMEOUT_MS = 60_000;

/** The same where n8n signs, in milliseconds: it may wait for its database and sign in first, a minute each. */
const SIGNED_BY_N8N_MS = 3 * TIMEOUT_MS;

/** What {@link exchange} is told of a renewal, which has no answer of its own. */
const RENEWED: FullResponse = { statusCode: 204, headers: {}, body: '' };

/**
 * Sends one signed request; once more where its access token was refused and n8n has not renewed it by itself.
 * Below 2.10 it never does.
 *
 * @returns the outcome; a 401 is final
 * @throws Trouble when the execution was cancelled, n8n's database stays busy, or signing in told what
 *   is wrong
 */
export async function sendSigned(sender: Sender, request: SignedRequest): Promise<Outcome> {
	if (sender.signer) return await sendWithToken(sender, sender.signer, request);
	const soFar = renewalsSoFar(sender.n8n);
	const { outcome, leftToUs } = await sendOnce(sender, request);
	if (!leftToUs) return outcome;
	const { signal, isCancelled } = repetitionOf(sender);
	const renew = async () => {
		await renewAccessToken(sender, soFar);
		return RENEWED;
	};
	const renewal = await exchange(renew, signal, isCancelled, request.url);
	return renewal.kind === 'noAnswer' ? renewal : (await sendOnce(sender, request)).outcome;
}

async function sendWithToken(
	sender: Sender,
	signer: TokenSigner,
	request: SignedRequest,
): Promise<Outcome> {
	const { signal, isCancelled } = repetitionOf(sender);
	const send = async (accessToken: string | undefined) =>
		(await sendOnce(sender, request, accessToken)).outcome;
	const renew = async () => await renewAccessToken(sender);
	return await signer.sign(send, renew, signal).catch(async (reason: unknown) => {
		if (signal.aborted && !isCancelled()) return GIVEN_UP;
		return await Promise.reject(reason);
	});
}

/**
 * Makes n8n sign in anew, whatever its version: upon a 401 to a request whose statuses are not ignored.
 * Below 2.10 n8n knows no exceptions from `ignoreHttpStatusErrors`, so the 401 of any other request is
 * none to it.
 *
 * @param soFar {@link renewalsSoFar} when the request was sent that was refused
 * @throws Trouble when the execution was cancelled, or that tells why n8n could not sign in
 */
export async function renewAccessToken(
	{ signal, ...sender }: Sender,
	soFar = renewalsSoFar(sender.n8n),
): Promise<void> {
	const cancel = cancelSignal(sender.n8n);
	// Others wait for it as well, so it ends with the execution, unless it is to outlive that.
	const own = { ...sender, signal: cancel === undefined || cancel.aborted ? signal : cancel };
	await renewOnce(sender.n8n, soFar, async () => {
		// The same cheap question as in the test of the credential.
		const request: SignedRequest = {
			method: 'GET',
			url: sender.baseUrl + DELEGATED_TOKENS,
			qs: { pageSize: 1 },
			ignoreHttpStatusErrors: false,
		};
		const { outcome, outageMs } = await repeat(async () => (await sendOnce(own, request)).outcome, {
			...repetitionOf(own),
			lane: sender.line.reads,
			// The request that was refused has its place on the lane already, so this one takes none.
			awaited: true,
			repeatable: true,
			isUsable: () => true,
		});
		if (!isAccepted(outcome)) throw explain(outcome, { withoutFile: true, outageMs });
	});
}

/** An answer that refuses the list, or knows no such list, comes after the sign-in: it has worked. */
function isAccepted(outcome: Outcome): boolean {
	return outcome.kind === 'answer' && outcome.status !== 401 && !mayPass(outcome.status);
}

/** @returns how a sender repeats */
export function repetitionOf({ n8n, party, signal }: Caller) {
	const cancel = cancelSignal(n8n);
	return { party, signal, isCancelled: () => cancel?.aborted ?? false };
}

/** @param accessToken n8n signs unless given */
async function sendOnce(
	sender: Sender,
	request: SignedRequest,
	accessToken?: string,
): Promise<{ outcome: Outcome; leftToUs: boolean }> {
	const { n8n, clock } = sender;
	const options: IHttpRequestOptions = {
		...BOUNDED_DEFAULTS,
		headers: { ...ORIGIN_HEADERS },
		json: true,
		timeout: TIMEOUT_MS,
		...request,
	};
	const { signal, isCancelled } = repetitionOf(sender);
	let leftToUs = false;
	const byN8n = accessToken === undefined;
	const outcome = await exchangeBounded(
		async (endSignal) => {
			if (!byN8n) return await sendAs(accessToken, sender, options, endSignal);
			const response = await letN8nSign(n8n, clock, options, endSignal);
			// An n8n that renews by itself throws a 401 that is still there afterwards.
			leftToUs = response.statusCode === 401;
			return response;
		},
		signal,
		{
			milliseconds: byN8n ? SIGNED_BY_N8N_MS : TIMEOUT_MS,
			isCancelled,
			url: request.url,
			closes: byN8n,
		},
	);
	return { outcome: withoutSecrets(outcome, signatureIn(options.headers)), leftToUs };
}

/** @param options keep the signature in their headers, as with n8n's helper for signed requests */
async function sendAs(
	accessToken: string,
	{ n8n }: Sender,
	options: IHttpRequestOptions,
	abortSignal: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	options.headers = { ...options.headers, Authorization: `Bearer ${accessToken}` };
	const request = { ...options, ignoreHttpStatusErrors: true, abortSignal };
	return (await n8n.helpers.httpRequest(request)) as IN8nHttpFullResponse;
}
