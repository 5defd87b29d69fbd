import { NodeApiError, type IHttpRequestOptions, type IN8nHttpFullResponse } from 'n8n-workflow';
import { isRecord, type Answer, type NoAnswer, type Outcome } from '../upload';
import { noAnswer } from './noAnswer';
import { urlWithin } from './origins';
import { layersOf } from './thrown';
import { Trouble, troubleWithin } from './trouble';
import { untilAborted } from './untilAborted';

/**
 * What every request to api.video has in common. Redirects are off: api.video sends none, and n8n
 * would keep the whole body in memory in case one came. A 401 is left to n8n, which renews the
 * access token and sends the request once more.
 */
export const REQUEST_DEFAULTS = {
	disableFollowRedirect: true,
	returnFullResponse: true,
	ignoreHttpStatusErrors: { ignore: true, except: [401] },
} as const satisfies Partial<IHttpRequestOptions>;

/** What n8n's helper answers: a body that is text, was read as JSON, or has yet to be read. */
export type FullResponse = Omit<IN8nHttpFullResponse, 'body'> & { readonly body: unknown };

/**
 * Runs one request through n8n's helper and turns whatever comes back into an outcome.
 *
 * @param send calls the helper, with {@link REQUEST_DEFAULTS} among its options
 * @param signal ends it
 * @param isCancelled whether it was the execution that was cancelled, once the signal is aborted;
 *   otherwise the request ends without an answer
 * @param url where the request goes, for the words: n8n up to 2.33 loses it where it signs
 * @param server what the words call who is asked
 * @throws Trouble when the execution was cancelled, or signing in told what is wrong and stays so
 */
export async function exchange(
	send: () => Promise<FullResponse>,
	signal: AbortSignal,
	isCancelled: () => boolean = () => true,
	url?: string,
	server = 'service',
): Promise<Outcome> {
	try {
		const { statusCode, headers, body } = await untilAborted(send(), signal);
		return { kind: 'answer', status: statusCode, headers: plainHeaders(headers), body };
	} catch (error) {
		if (signal.aborted) {
			if (isCancelled()) throw cancelled();
			return GIVEN_UP;
		}
		const trouble = troubleWithin(error);
		if (trouble) return unsigned(trouble) ?? (await Promise.reject(trouble));
		return outcomeOf(error, server, url);
	}
}

/**
 * Makes an outcome of the request out of what kept n8n from signing in: what passes by itself then costs one try,
 * and does not end the request.
 *
 * @returns undefined where trying again cannot help
 */
export function unsigned({ message: what, httpStatus, passing }: Trouble): NoAnswer | undefined {
	if (!passing) return undefined;
	const { unknownAddress, outageMs: triedMs } = passing;
	// Signing in counts as a write. So when the rate limit refuses it, writes are held back, and not the lane of the
	// request that was to be signed.
	const limited = httpStatus === TOO_MANY_REQUESTS;
	return {
		kind: 'noAnswer',
		what,
		permanent: false,
		notSent: true,
		limited,
		unknownAddress,
		triedMs,
	};
}

const TOO_MANY_REQUESTS = 429;

/** The outcome of a request whose own signal has ended it. */
export const GIVEN_UP: NoAnswer = {
	kind: 'noAnswer',
	what: 'The service did not answer in the time that was left',
	permanent: false,
};

/** @returns what is thrown when the execution was cancelled */
export function cancelled(): Trouble {
	return new Trouble(
		// With one l: n8n looks for this word to show the execution as canceled.
		'The execution was canceled',
		'Nothing is sent any more.',
	);
}

function outcomeOf(error: unknown, server: string, url?: string): Outcome {
	const layers = layersOf(error);
	const answered = layers.map(answerIn).find((answer) => answer !== undefined);
	if (answered) return answered;
	return noAnswer(error, server, url ?? urlWithin(error));
}

/** @returns the answer that axios has attached, or what n8n up to 2.33 has kept of it: no headers */
function answerIn(layer: Error): Answer | undefined {
	if ('response' in layer && isResponse(layer.response)) {
		const { status, headers, data } = layer.response;
		return { kind: 'answer', status, headers: plainHeaders(headers), body: data };
	}
	if (layer.cause !== undefined || !(layer instanceof NodeApiError)) return undefined;
	if (!/^[1-5]\d\d$/.test(layer.httpCode ?? '')) return undefined;
	const body: unknown = layer.context.data ?? '';
	return { kind: 'answer', status: Number(layer.httpCode), headers: {}, body };
}

interface Response {
	readonly status: number;
	readonly headers: Record<string, unknown>;
	readonly data: unknown;
}

function isResponse(value: unknown): value is Response {
	return isRecord(value) && typeof value.status === 'number' && isRecord(value.headers);
}

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}
