import type { IHttpRequestOptions } from 'n8n-workflow';
import { MIB, type Answer, type Outcome } from '../upload';
import { ANSWER_BYTES, isStream, jsonOrText, readBody } from './answerBody';
import { exchange, GIVEN_UP, REQUEST_DEFAULTS, type FullResponse } from './exchange';
import { originOf } from './origins';
import { TimeLimit } from './timeLimit';

/** {@link REQUEST_DEFAULTS}, and the body as it comes: n8n would keep all of it, however much it is. */
export const BOUNDED_DEFAULTS = {
	...REQUEST_DEFAULTS,
	encoding: 'stream',
} as const satisfies Partial<IHttpRequestOptions>;

/** How a request is made whose answer has bounds. */
export interface Bounds {
	/** How long the request may take with its answer, in milliseconds; absent where somebody else watches that. */
	readonly milliseconds?: number;
	/** See {@link exchange}. */
	readonly isCancelled?: () => boolean;
	readonly url?: string;
	/** Reads what has come; as JSON or text unless given. */
	readonly read?: (bytes: Buffer) => unknown;
	/** How long the answer may be, in bytes; 16 MiB unless given. */
	readonly bytes?: number;
	/** What a success means whose answer is longer than that, and has no body here; no answer, for good, unless given. */
	readonly ifLonger?: (answer: Answer) => Outcome;
	/**
	 * Whether the connection is closed in any case: n8n leaves an answer unread where it signs in anew, and nobody reads the
	 * rest of a request that was answered before its body was sent.
	 */
	readonly closes?: boolean;
}

/**
 * Runs one request as {@link exchange} does, and reads its answer: never more of it than the bounds allow, and not for
 * longer. What ends the request is closed, so that nobody goes on sending.
 *
 * @param send calls n8n's helper, with {@link BOUNDED_DEFAULTS} among its options, and the signal that ends it
 * @throws Trouble when the execution was cancelled, or signing in told what is wrong and stays so
 */
export async function exchangeBounded(
	send: (endSignal: AbortSignal) => Promise<FullResponse>,
	signal: AbortSignal,
	{
		milliseconds,
		isCancelled = () => true,
		url,
		closes,
		bytes: most = ANSWER_BYTES,
		...bounds
	}: Bounds,
): Promise<Outcome> {
	const limit = new TimeLimit(signal, milliseconds);
	const { signal: endSignal } = limit;
	const ask = async (work: () => Promise<FullResponse>) =>
		await exchange(work, endSignal, () => signal.aborted && isCancelled(), url);
	let isRead = false;
	try {
		const outcome = await ask(async () => await send(endSignal));
		if (outcome.kind === 'noAnswer') return limit.isOver ? tooSlow(url) : outcome;
		if (!isStream(outcome.body)) return outcome;
		const { status: statusCode, headers, body } = outcome;
		const read = await ask(async () => {
			const bytes = await readBody(body, most);
			isRead = bytes !== undefined;
			return { statusCode, headers, body: bytes ? (bounds.read ?? jsonOrText)(bytes) : '' };
		});
		if (read.kind === 'noAnswer')
			return limit.isOver ? tooSlow(url) : signal.aborted ? read : cut(url);
		// Of a refusal the status tells enough.
		if (isRead || read.status >= 300) return read;
		return bounds.ifLonger?.(read) ?? tooLong(most, url);
	} finally {
		if (isRead && !closes) limit.leave();
		else limit.end();
	}
}

/**
 * @param bytes that are read at most
 * @param advice in full sentences
 * @returns the outcome of a request whose answer is longer than that
 */
export function tooLong(
	bytes: number,
	url: string | undefined,
	advice = 'Check the Base URL in the credential, and whether a proxy answers in the place of api.video. Of a list ask for fewer entries, with a filter or a Limit.',
): Outcome {
	const what = `The answer is longer than the ${bytes / MIB} MiB that are read of one${by(url)}`;
	return { kind: 'noAnswer', what, permanent: true, advice };
}

function tooSlow(url: string | undefined): Outcome {
	return { ...GIVEN_UP, what: `The service did not answer in time${by(url)}` };
}

/** Whatever the reason, such as that it cannot be unpacked: the request has arrived, and may be asked again. */
function cut(url: string | undefined): Outcome {
	return {
		...GIVEN_UP,
		what: `The connection was closed before the service had answered to the end${by(url)}`,
	};
}

function by(url: string | undefined): string {
	const origin = originOf(url);
	return origin === undefined ? '' : `: ${origin}`;
}
