import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { isStream } from '../../api/answerBody';
import { cancelled, exchange } from '../../api/exchange';
import { onlyOrigins } from '../../api/origins';
import { codesOf, messagesOf } from '../../api/thrown';
import { TimeLimit } from '../../api/timeLimit';
import { Trouble } from '../../api/trouble';
import { KIB, SourceError, type Clock, type Pieces } from '../../upload';
import { ReadWatch, type Limit } from '../readWatch';
import { encodingSeen, rawHeadersOf, type RawHeaders } from './rawHeaders';
import { oneReadBuffer } from './readBuffer';
import { encoded, serverAt, unanswered, unreachable } from './serverWords';

/** How long to wait for the beginning of an answer, and then for each piece, in milliseconds. */
const ANSWERING_MS = 120_000;
const READING_MS = 60_000;

/**
 * What has to come in as much time as one piece may take, in bytes: who hands out a byte now and then would keep a
 * step for years.
 */
const READING_BYTES = 64 * KIB;

/** Codes of the platform for a body that is not compressed as its header says: a part of one never is. */
const CANNOT_UNPACK = /^(Z_|ERR__?(ZLIB|BROTLI|ZSTD))/i;

/** The answer to one request, before anybody has read its body. */
export interface FileAnswer {
	readonly url: URL;
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	/**
	 * How the server has encoded the body, also where n8n unpacks it; see {@link encodingSeen}. '' or `identity`: not at
	 * all; undefined where nobody could see.
	 */
	readonly encoding: string | undefined;
}

/** Calls one of n8n's helpers. */
export type Send = (options: IHttpRequestOptions) => Promise<IN8nHttpFullResponse>;

/**
 * One GET, sent by n8n's helper, and its body as it comes. To be closed whatever happens: nothing but its own
 * signal closes the connection of a body that nobody reads to its end.
 */
export class FileRequest {
	private readonly ending: TimeLimit;
	private readonly watch: ReadWatch;
	private body?: AsyncIterable<Uint8Array>;
	private rawHeaders?: RawHeaders;
	/** Time to the first byte, in milliseconds, once there is an answer. */
	firstByteMs = 0;
	/** Time in which somebody waited for bytes of the body, in milliseconds. */
	waitedMs = 0;

	/** @param signal ends the request at once */
	constructor(
		private readonly clock: Pick<Clock, 'now'>,
		private readonly url: URL,
		private readonly signal: AbortSignal,
	) {
		this.ending = new TimeLimit(signal);
		this.watch = new ReadWatch(clock, signal);
	}

	/**
	 * @param headers besides those that every request has
	 * @returns the answer, whatever its status
	 * @throws Unreadable when there is none; Trouble when the signal is aborted
	 */
	async send(headers: Record<string, string>, send: Send): Promise<FileAnswer> {
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: this.url.href,
			headers: { Accept: '*/*', 'Accept-Encoding': 'identity', ...headers },
			encoding: 'stream',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			abortSignal: this.ending.signal,
			agentOptions: withOneReadBuffer((rawHeaders) => (this.rawHeaders = rawHeaders)),
		};
		const began = this.clock.now();
		const isCancelled = () => this.signal.aborted;
		const ask = async () =>
			await exchange(
				async () => await send(options),
				this.ending.signal,
				isCancelled,
				options.url,
				'file server',
			);
		const outcome = await this.watch.wait(ask, this.limit(ANSWERING_MS, 'does not answer'));
		if (outcome.kind === 'noAnswer') throw unanswered(outcome);
		this.firstByteMs = this.clock.now() - began;
		if (isStream(outcome.body)) {
			this.body = outcome.body;
			this.rawHeaders ??= rawHeadersOf(outcome.body);
			// Whatever it says once nobody reads it any more.
			outcome.body.on?.('error', () => undefined);
		}
		const { status, headers: answered } = outcome;
		const encoding = encodingSeen(this.rawHeaders, outcome.body);
		return { url: this.url, status, headers: answered, encoding };
	}

	/**
	 * Reads the body, once.
	 *
	 * @throws Unreadable when it breaks off, hands out less than 64 KiB a minute, or cannot be unpacked; Trouble when the
	 *   signal is aborted
	 */
	async *read(): Pieces {
		const pieces = this.body?.[Symbol.asyncIterator]();
		if (pieces === undefined) return;
		const limit = this.limit(READING_MS, 'hands out no more');
		let [came, since] = [0, this.watch.waitedMs];
		for (;;) {
			const asked = this.clock.now();
			const { done, value } = await this.watch
				.wait(async () => await pieces.next(), limit)
				.catch(async (reason: unknown) => await Promise.reject(this.explained(reason)));
			this.waitedMs += this.clock.now() - asked;
			if (done) return;
			came += value.byteLength;
			if (came >= READING_BYTES) [came, since] = [0, this.watch.waitedMs];
			else if (this.watch.waitedMs - since > READING_MS) throw this.tooSlow();
			yield value;
		}
	}

	/** Ends the request, wherever it is. */
	close(): void {
		this.ending.end();
		this.watch.close();
	}

	private limit(milliseconds: number, does: string): Limit {
		const what = `The ${serverAt(this.url)} ${does}`;
		return { milliseconds, tooLong: () => unreachable(what, true) };
	}

	private tooSlow(): Error {
		return unreachable(
			`The ${serverAt(this.url)} hands out less than ${READING_BYTES / KIB} KiB a minute`,
			true,
		);
	}

	private explained(reason: unknown): unknown {
		if (this.signal.aborted) return cancelled();
		if (reason instanceof SourceError || reason instanceof Trouble) return reason;
		const codes = codesOf(reason);
		if (codes.some((code) => CANNOT_UNPACK.test(code))) return encoded(this.url);
		const what = `The connection to the ${serverAt(this.url)} broke off`;
		// The reason itself holds the headers of the request, and its memory.
		const said = onlyOrigins([...codes, ...messagesOf(reason)].join(': '));
		return unreachable(what, true, new Error(said));
	}
}

/** Node hands on to a connection whatever an agent is given; its types do not say so. */
function withOneReadBuffer(
	tell: (rawHeaders: RawHeaders) => void,
): IHttpRequestOptions['agentOptions'] {
	const onread = oneReadBuffer(tell);
	return onread && ({ onread } as IHttpRequestOptions['agentOptions']);
}
