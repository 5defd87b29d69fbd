import type { ByteRange, ContentRange, NumberedPart } from './range';
import type { Pieces } from './source';

/** api.video's video object. Only the id is promised. */
export type Video = { readonly videoId: string } & { readonly [field: string]: unknown };

/** What a request carries. */
export interface UploadBody {
	readonly name: string;
	readonly type: string;
	/** Exact length in bytes. */
	readonly size: number;
	/**
	 * Starts over at the first byte each time, so that a request can be sent again.
	 *
	 * @param signal ends the reading at once
	 */
	open(signal: AbortSignal): Pieces;
}

/** One request to an upload endpoint. */
export interface UploadRequest {
	/** Absent only in the first request of an upload with a delegated token. */
	readonly videoId?: string;
	/** Absent when the whole file travels in one request, or in numbered parts. */
	readonly range?: ContentRange;
	/** Which part of a file it is whose length is not known. */
	readonly part?: NumberedPart;
	readonly body: UploadBody;
}

/** The service's answer, whatever its status. */
export interface Answer {
	readonly kind: 'answer';
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed if it was JSON, else text. */
	readonly body: unknown;
}

/** No answer came, so nobody knows whether the request arrived. */
export interface NoAnswer {
	readonly kind: 'noAnswer';
	/** What happened, in plain words and without secrets: "The connection was closed". */
	readonly what: string;
	/** True where trying again cannot help, such as a wrong TLS certificate. */
	readonly permanent: boolean;
	/** What to do about it, in full sentences, where that is known. */
	readonly advice?: string;
	/** True where nobody knows the address: mistyped, or the network is not there yet. */
	readonly unknownAddress?: boolean;
	/** True where the request has certainly not been sent, as n8n could not sign it. */
	readonly notSent?: boolean;
	/** True where that was because the rate limit held back signing in, which counts as a write. */
	readonly limited?: boolean;
	/**
	 * For how long it was tried, in milliseconds, where only a part of the time was spent on that: the rest was a wait
	 * for a turn.
	 */
	readonly triedMs?: number;
}

export type Outcome = Answer | NoAnswer;

/**
 * @param milliseconds from the beginning to the end
 * @returns for how much of that it was tried
 */
export function timeTried(outcome: Outcome, milliseconds: number): number {
	if (outcome.kind === 'answer') return milliseconds;
	return Math.min(milliseconds, outcome.triedMs ?? milliseconds);
}

/** What the service says it holds of a video. */
export interface Received {
	/** True once the file is complete. */
	readonly complete: boolean;
	/** True while the service fetches the file by itself, from a web address or another video. */
	readonly ingesting?: boolean;
	/**
	 * The numbers of the parts that have arrived of an upload in numbered parts, of which nobody knows where in the file
	 * they are; absent or empty where it was not begun in such.
	 */
	readonly parts?: readonly number[];
	/** Size of the whole file in bytes, where the service says so. */
	readonly totalBytes?: number;
	readonly ranges: readonly ByteRange[];
}

/**
 * The engine's way out. The host's adapter builds one for each upload; a test answers by hand.
 */
export interface UploadTransport {
	/**
	 * Sends one request. With an API key it renews a rejected access token once by itself, so that a
	 * 401 it returns is final.
	 *
	 * @param signal ends the request at once
	 * @throws only when the upload was cancelled or its source cannot be read; every other trouble is
	 *   an {@link Outcome}
	 */
	send(request: UploadRequest, signal: AbortSignal): Promise<Outcome>;
	/**
	 * Asks `GET /videos/{videoId}/status` what has arrived. Absent with a delegated token, which
	 * opens the upload endpoint only.
	 *
	 * @param signal ends the request at once
	 * @param onOutage told where nobody answers, and for how long that was, in milliseconds: without the wait for
	 *   its turn and for the rate limit
	 * @returns undefined when the service does not say
	 */
	received?(
		videoId: string,
		signal: AbortSignal,
		onOutage?: (milliseconds: number) => void,
	): Promise<Received | undefined>;
	/**
	 * Fetches the video. Absent with a delegated token.
	 *
	 * @param signal ends the request at once
	 */
	video?(videoId: string, signal: AbortSignal): Promise<Video | undefined>;
}
