import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { backoff, isRecord, NOT_RECEIVED, retryAfter, type Clock, type Outcome } from '../upload';
import { baseUrlOf } from './environment';
import { exchange, REQUEST_DEFAULTS } from './exchange';
import { explain, type Circumstances } from './explain';
import { ORIGIN_HEADERS } from './origin';

/** Where requests can be made: while a node runs, a trigger registers itself, or a list in the editor is filled. */
export type ApiContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions;

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
	/** Ends the request and the waits; the execution's cancel signal unless given. */
	readonly signal?: AbortSignal;
}

/** The credential that holds the API key. */
export const CREDENTIAL = 'apiVideoApi';
const TIMEOUT_MS = 60_000;
const PATIENCE = 5;

/**
 * Makes a request with the API key. A request that has certainly not arrived (429) is sent again after
 * the time the service asks for; one that may have arrived (no answer, 5xx) after a backoff, if that
 * does no harm. Five times at most.
 *
 * @returns the object the service answered; an empty one where it answered nothing (202, 204)
 * @throws Trouble in every other case
 */
export async function apiRequest(
	context: ApiContext,
	clock: Clock,
	request: ApiRequest,
): Promise<IDataObject> {
	const { method, repeatable = method !== 'POST' } = request;
	const baseUrl = await baseUrlFromCredential(context);
	let inDoubt = false;
	for (let tries = 1; ; tries++) {
		const outcome = await send(context, baseUrl, request);
		const answered = outcome.kind === 'answer';
		if (answered && outcome.status >= 200 && outcome.status < 300) {
			if (outcome.status === 204 || (outcome.status === 202 && outcome.body === '')) return {};
			if (isRecord(outcome.body)) return outcome.body as IDataObject;
		}
		// A lost answer to an earlier try: it was this request that removed it.
		if (answered && outcome.status === 404 && method === 'DELETE' && inDoubt) return {};
		const wait = waitBeforeNext(outcome, repeatable, tries, clock);
		if (wait === undefined || tries >= PATIENCE) throw explain(outcome, request);
		inDoubt ||= !answered || !NOT_RECEIVED.has(outcome.status);
		await clock.sleep(wait, request.signal);
	}
}

/** @returns milliseconds until the next try, undefined when there should be none */
function waitBeforeNext(
	outcome: Outcome,
	repeatable: boolean,
	tries: number,
	clock: Clock,
): number | undefined {
	if (outcome.kind === 'noAnswer') {
		return repeatable && !outcome.permanent ? backoff(tries, clock) : undefined;
	}
	if (NOT_RECEIVED.has(outcome.status)) {
		return retryAfter(outcome.headers, clock.date()) ?? backoff(tries, clock);
	}
	// A success that cannot be read was cut off on its way, or comes from a proxy.
	const inDoubt = outcome.status >= 500 || outcome.status < 300;
	return repeatable && inDoubt ? backoff(tries, clock) : undefined;
}

async function baseUrlFromCredential(context: ApiContext): Promise<string> {
	return baseUrlOf(await context.getCredentials(CREDENTIAL));
}

async function send(context: ApiContext, baseUrl: string, request: ApiRequest): Promise<Outcome> {
	const options: IHttpRequestOptions = {
		...REQUEST_DEFAULTS,
		method: request.method,
		url: baseUrl + request.path,
		headers: { ...ORIGIN_HEADERS },
		qs: request.qs,
		// n8n's type knows the form-data package only; its helper takes the platform's as well.
		body: request.body as IHttpRequestOptions['body'],
		json: true,
		timeout: TIMEOUT_MS,
	};
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return await exchange(
		async () =>
			(await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				options,
			)) as IN8nHttpFullResponse,
		signal,
	);
}
