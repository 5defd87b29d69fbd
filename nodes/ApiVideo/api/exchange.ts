import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { NoAnswer, Outcome } from '../upload';
import { Trouble, troubleWithin } from './trouble';

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

/**
 * Runs one request through n8n's helper and turns whatever comes back into an outcome.
 *
 * @param send calls the helper, with {@link REQUEST_DEFAULTS} among its options
 * @param signal the execution's cancel signal
 * @throws Trouble when the execution was cancelled, or signing in told what is wrong
 */
export async function exchange(
	send: () => Promise<IN8nHttpFullResponse>,
	signal?: AbortSignal,
): Promise<Outcome> {
	try {
		const { statusCode, headers, body } = await send();
		return { kind: 'answer', status: statusCode, headers: plainHeaders(headers), body };
	} catch (error) {
		if (signal?.aborted) throw cancelled();
		const trouble = troubleWithin(error);
		if (trouble) throw trouble;
		return outcomeOf(error);
	}
}

/** @returns what is thrown when the execution was cancelled */
export function cancelled(): Trouble {
	return new Trouble(
		// With one l: n8n looks for this word to show the execution as canceled.
		'The execution was canceled',
		'Nothing is sent any more. Run the workflow again to start over.',
	);
}

interface HttpError extends Error {
	readonly code?: unknown;
	readonly response?: {
		readonly status: number;
		readonly headers: Record<string, unknown>;
		readonly data: unknown;
	};
}

function outcomeOf(error: unknown): Outcome {
	let code: string | undefined;
	for (let inner = error; inner instanceof Error; inner = inner.cause) {
		const { response, code: innerCode } = inner as HttpError;
		if (response) {
			const { status, headers, data } = response;
			return { kind: 'answer', status, headers: plainHeaders(headers), body: data };
		}
		if (typeof innerCode === 'string') code = innerCode;
	}
	return noAnswer(code, error instanceof Error ? error.message : '');
}

const TIMED_OUT = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT']);
const CLOSED = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE']);
const UNKNOWN_ADDRESS = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const NO_WAY = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);
const CERTIFICATE = /CERT|SELF_SIGNED|^ERR_TLS|^UNABLE_TO_/;
const NO_TLS = /^ERR_SSL|^EPROTO$/;

function noAnswer(code: string | undefined, message: string): NoAnswer {
	const lost = (what: string, permanent = false): NoAnswer => ({
		kind: 'noAnswer',
		what,
		permanent,
	});
	if (code === undefined) return lost(`n8n could not send the request (${message})`, true);
	if (code === 'ERR_INVALID_URL') return lost('The address of the service cannot be read', true);
	if (NO_TLS.test(code)) return lost('A secure connection could not be set up', true);
	if (CERTIFICATE.test(code))
		return lost('The TLS certificate of the service is not trusted', true);
	if (TIMED_OUT.has(code)) return lost('The service did not answer in time');
	if (CLOSED.has(code)) return lost('The connection was closed before the service answered');
	if (code === 'ECONNREFUSED') return lost('The service refused the connection');
	if (UNKNOWN_ADDRESS.has(code)) return lost('The address of the service is not known');
	if (NO_WAY.has(code)) return lost('The service cannot be reached from this network');
	return lost('The connection to the service was interrupted');
}

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}
