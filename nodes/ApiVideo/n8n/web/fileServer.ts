import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { backoff, retryAfter, type Clock } from '../../upload';
import { FileRequest, type FileAnswer } from './fileRequest';
import { Readers } from './readers';
import { isRedirect, Redirects } from './redirects';
import { onTheWay, refused } from './serverWords';
import type { ServerSignIn } from './serverSignIn';

/** A link that has run out is answered with one of these. */
const RUN_OUT = new Set([401, 403, 410]);

/** There are too many requests. */
const TOO_MANY = new Set([429, 503]);

/** How often one request is sent that is refused because there are too many. */
const TRIES = 10;

/** An answer whose body can be read. */
export interface OpenFile extends FileAnswer {
	readonly request: FileRequest;
	/** Ends the request; to be called whatever happens, once or more often. */
	close(): void;
}

/** An answer on the way to the file. */
interface Hop extends FileAnswer {
	readonly request: FileRequest;
	readonly signed: boolean;
}

/**
 * The server that has the file, and whoever it redirects to. Each request goes to the address that has had the
 * file last, so that a signed link is asked for once; when that has run out, the first address tells a fresh one.
 */
export class FileServer {
	readonly readers: Readers;
	/** The address that has had the file last. */
	private url: URL;
	private hadFile = false;

	/**
	 * @param first the address as it was entered
	 * @param signIn signs the requests to the host it is for, and no others
	 */
	constructor(
		private readonly context: IExecuteFunctions,
		readonly clock: Clock,
		readonly first: URL,
		private readonly signIn?: ServerSignIn,
	) {
		this.readers = new Readers(clock);
		this.url = first;
	}

	/**
	 * Asks for the file, or a part of it. Where there are too many requests it waits and asks again.
	 *
	 * @param headers of the request
	 * @param signal ends it at once
	 * @returns an answer with status 200, 206 or 416
	 * @throws Unreadable when it is any other, or there is none; Trouble when the signal is aborted
	 */
	async open(headers: Record<string, string>, signal: AbortSignal): Promise<OpenFile> {
		for (let tries = 1; ; tries++) {
			const leave = await this.readers.enter(signal);
			const sentAt = this.clock.now();
			const hop = await this.find(headers, signal).catch(async (reason: unknown) => {
				leave();
				return await Promise.reject(reason);
			});
			let isOpen = true;
			const close = () => {
				hop.request.close();
				if (isOpen) leave();
				isOpen = false;
			};
			const { url, status } = hop;
			if (status === 200 || status === 206 || status === 416) {
				if (status !== 416) [this.url, this.hadFile] = [url, true];
				return { ...hop, close };
			}
			close();
			if (!TOO_MANY.has(status) || tries >= TRIES) throw refused(hop, status);
			const asked = retryAfter(hop.headers, this.clock.date()) ?? 0;
			this.readers.refuse(sentAt, asked);
			await this.clock.sleep(backoff(tries, this.clock), signal);
		}
	}

	/** Follows the link at hand; where it has run out, the one that another request has found meanwhile, then the first. */
	private async find(headers: Record<string, string>, signal: AbortSignal): Promise<Hop> {
		const { url, first } = this;
		let hop = await this.follow(url, headers, signal);
		if (!this.hadFile) return hop;
		for (const fresh of new Set([this.url, first])) {
			if (!RUN_OUT.has(hop.status)) break;
			if (fresh === url && fresh !== first) continue;
			hop.request.close();
			hop = await this.follow(fresh, headers, signal);
		}
		return hop;
	}

	private async follow(
		from: URL,
		headers: Record<string, string>,
		signal: AbortSignal,
	): Promise<Hop> {
		const way = new Redirects(from);
		for (let url = from; ; ) {
			const hop = await this.ask(url, headers, signal);
			if (!isRedirect(hop.status)) return hop;
			hop.request.close();
			url = way.next(hop.status, hop.headers.location);
		}
	}

	private async ask(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Hop> {
		const { signIn } = this;
		const signed = signIn?.isFor(url) === true;
		const send = async (options: IHttpRequestOptions) =>
			signed
				? await signIn.send(options)
				: ((await this.context.helpers.httpRequest(options)) as IN8nHttpFullResponse);
		const request = new FileRequest(this.clock, url, signal);
		try {
			return { ...(await request.send(headers, send)), request, signed };
		} catch (reason) {
			request.close();
			return await Promise.reject(onTheWay(reason, this.first, url));
		}
	}
}
