import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { isRecord, type Answer } from '../upload';
import { accountOf } from './account';
import type { Caller } from './caller';
import { signingType } from './credentialTypes';
import { baseUrlOf } from './environment';
import { cancelled, GIVEN_UP } from './exchange';
import { explain, type Circumstances } from './explain';
import { cancelSignal, isStep } from './letN8nSign';
import { readCredential } from './readCredential';
import { repeat } from './repeat';
import {
	renewAccessToken,
	repetitionOf,
	sendSigned,
	type Sender,
	type SignedRequest,
} from './sendSigned';
import { isNotFound } from './trouble';

export type { Caller } from './caller';
export type { ApiContext } from './letN8nSign';

/** One request to the API, with the API key. */
export interface ApiRequest extends Circumstances {
	readonly method: IHttpRequestMethods;
	/** Begins with a slash; ids in it are already encoded. */
	readonly path: string;
	readonly qs?: IDataObject;
	/** A form holds a small file, such as captions; it must be one that can be sent twice. */
	readonly body?: IDataObject | FormData;
	/**
	 * Whether sending it a second time does no harm if the first one arrived after all. By default
	 * true for everything but POST.
	 */
	readonly repeatable?: boolean;
}

/** What is asked of the API, but for the method. */
export type Question = Omit<ApiRequest, 'method'>;

/**
 * Makes a request with the API key, when it is its turn on the account's line. One that has certainly not
 * arrived (429) is sent again after the time the service asks for; one that may have arrived (no answer, 408,
 * 5xx) after a backoff, if that does no harm; for how long, `Patience` says.
 *
 * @returns the object the service answered; an empty one where it answered nothing (202, 204)
 * @throws Trouble in every other case
 */
export async function apiRequest(caller: Caller, request: ApiRequest): Promise<IDataObject> {
	const { method, path, qs, body, repeatable = method !== 'POST' } = request;
	const sender = await senderFor(caller);
	const signed: SignedRequest = {
		method,
		url: sender.baseUrl + path,
		qs,
		// n8n's type knows the form-data package only; its helper takes the platform's as well.
		body: body as IHttpRequestOptions['body'],
	};
	const { outcome, inDoubt, ...times } = await repeat(
		async () => await sendSigned(sender, signed),
		{
			...repetitionOf(sender),
			lane: method === 'GET' ? sender.line.reads : sender.line.writes,
			repeatable,
			isUsable: (answer) => content(answer) !== undefined,
		},
	);
	if (outcome.kind === 'answer') {
		const answered = content(outcome);
		if (answered) return answered;
	}
	const trouble = explain(outcome, {
		...times,
		withoutFile: !(body instanceof FormData),
		rerunnable: method !== 'POST' && isStep(caller.n8n),
		...request,
	});
	// An earlier try without an answer has deleted it already.
	if (method === 'DELETE' && inDoubt && isNotFound(trouble)) return {};
	throw trouble;
}

/** @returns what a success holds; undefined where it is none, was cut off, or is the page of a proxy */
function content({ status, body }: Answer): IDataObject | undefined {
	if (status < 200 || status >= 300) return undefined;
	if (status === 204 || (status === 202 && body === '')) return {};
	return isRecord(body) ? (body as IDataObject) : undefined;
}

/**
 * Makes n8n sign in anew, whatever its version, because the service has refused the access token.
 *
 * @throws Trouble when the execution was cancelled, or that tells why n8n could not sign in
 */
export async function renew(caller: Caller): Promise<void> {
	await renewAccessToken(await senderFor(caller));
}

async function senderFor(caller: Caller): Promise<Sender> {
	const credentials = await readKey(caller);
	const line = caller.lines.line(accountOf(credentials));
	return { ...caller, baseUrl: baseUrlOf(credentials), line };
}

async function readKey(caller: Caller): Promise<ICredentialDataDecryptedObject> {
	const { n8n, signal } = caller;
	return await readCredential(caller, signingType(n8n)).catch(async (reason: unknown) => {
		if (!signal.aborted) return await Promise.reject(reason);
		throw cancelSignal(n8n)?.aborted ? cancelled() : explain(GIVEN_UP);
	});
}
