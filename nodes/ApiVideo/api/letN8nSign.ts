import type {
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Clock } from '../upload';
import { signingType, type CredentialType } from './credentialTypes';
import { readFromN8n } from './n8nDatabase';

/**
 * Where requests can be made: while a node runs, a trigger registers itself or takes an event, or a list in the
 * editor is filled.
 */
export type ApiContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions;

/** @returns whether a step of a workflow runs: only that can be cancelled, and has Retry On Fail */
export function isStep(context: ApiContext): context is IExecuteFunctions {
	return 'getExecutionCancelSignal' in context;
}

/** @returns the execution's cancel signal; undefined where nothing can be cancelled */
export function cancelSignal(context: ApiContext): AbortSignal | undefined {
	return isStep(context) ? context.getExecutionCancelSignal() : undefined;
}

/**
 * Hands a request to n8n's helper, which signs in where that is due and signs it. As long as n8n's own
 * database is too busy to read the credential nothing has been sent, so it is tried again.
 *
 * @param options of the request; afterwards their headers hold the signature, as n8n's helper puts it there
 * @param signal ends the request
 * @param type of the credential; the one that signs requests to the API unless given
 * @param itemIndex where the credential may depend on the item, counted from 0
 * @throws whatever the helper throws; Trouble when n8n's database stays busy
 */
export async function letN8nSign(
	context: ApiContext,
	clock: Clock,
	options: IHttpRequestOptions,
	signal: AbortSignal,
	type: CredentialType = signingType(context),
	itemIndex?: number,
): Promise<IN8nHttpFullResponse> {
	const signing = signingContext(context, signal, itemIndex);
	const send = async () =>
		(await context.helpers.httpRequestWithAuthentication.call(
			signing,
			type.name,
			options,
		)) as IN8nHttpFullResponse;
	return await readFromN8n(send, clock, signal);
}

/**
 * n8n's helper for signed requests takes its abort signal from the context and overwrites the one in the options,
 * and it reads the credential of the first item, whichever is worked on. So it gets a context that differs from
 * the real one in nothing but these two.
 */
function signingContext(
	context: ApiContext,
	signal: AbortSignal,
	itemIndex: number | undefined,
): ApiContext {
	const getCredentials = async (name: string) => await context.getCredentials(name, itemIndex);
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
		...(itemIndex === undefined ? {} : { getCredentials: { value: getCredentials } }),
	}) as ApiContext;
}
