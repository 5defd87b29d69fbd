/** Which requests a fault falls upon. What is not given matches everything. */
export interface FaultMatch {
	/** `POST`, ... */
	method?: string;
	/** A regular expression for the path, without the query. */
	path?: string;
	/** A regular expression for the Content-Range header: aims at one chunk even when chunks come in parallel. */
	contentRange?: string;
	/** Only the nth request that matches, counted from 1. */
	nth?: number;
	/** Every nth request that matches. */
	every?: number;
	/** 0..1, drawn from a generator that starts at `seed`, so that a run can be repeated. */
	probability?: number;
	/** Default 1. */
	seed?: number;
	/** At most so often. */
	times?: number;
}

/** An answer that replaces the service's own. */
export interface FaultAnswer {
	status: number;
	/** A list is a header that is given several times, as by a service and a proxy that both set it. */
	headers?: Record<string, string | string[]>;
	/** Without the X-RateLimit headers, as from a proxy in front of the service; `headers` may still set some. */
	bare?: boolean;
	/** Exactly this body, such as an example of the documentation; the fields below then mean nothing. */
	body?: Record<string, unknown>;
	/** Last segment of the problem's type; default: by status. */
	slug?: string;
	/** Default: by status. */
	title?: string;
	/**
	 * `{authorization}`, `{accessToken}` (the same without its scheme) and `{token}` (the upload token) become
	 * what the request came with: a message must not show what a service quotes.
	 */
	detail?: string;
}

/** What goes wrong. */
export type FaultEffect =
	/** Waits before the request is looked at, or before it is answered. */
	| { kind: 'latency'; milliseconds: number; when?: 'before' | 'after' }
	/**
	 * Reads the body at no more than this speed, in bytes per second. `shared`: all requests that it falls upon
	 * have it together, each an equal part, as on one line; otherwise each has it for itself.
	 */
	| { kind: 'bandwidth'; bytesPerSecond: number; shared?: boolean }
	/** Resets the connection: before the body is read, or once that many bytes of it have come. */
	| { kind: 'reset'; afterBytes?: number }
	/** Does what was asked, then resets the connection instead of answering. */
	| { kind: 'lost-answer' }
	/** Answers this after reading the body: instead of doing what was asked, or (`after`) although it was done. */
	| ({ kind: 'status'; when?: 'before' | 'after' } & FaultAnswer)
	/** Answers this before the body has been read. `close` also ends the connection. */
	| ({ kind: 'early-answer'; close?: boolean } & FaultAnswer)
	/**
	 * A proxy in front of the service takes no body of more bytes than this, the form around the file counted:
	 * 413 with a page of its own and without the X-RateLimit headers. It answers before it has read anything when
	 * Content-Length says so, and otherwise as soon as that many have come. The rest is still read, unless `close`.
	 */
	| { kind: 'body-limit'; bytes: number; close?: boolean }
	/** Stops for good: never reads (default), stops reading after some bytes, or does what was asked and never answers. */
	| { kind: 'stall'; afterBytes?: number; when?: 'before' | 'after' }
	/** Does what was asked, then answers something that is not the service's. */
	| { kind: 'garbage'; form: 'html-200' | 'html-502' | 'cut-json' }
	/** After the request, the upload token it came with expires. */
	| { kind: 'expire-token' }
	/**
	 * The request sees the service as it was so long ago. Lists lack what is new, still hold what was deleted, and
	 * show what was changed as it was. So do a video (404 while it is too new), what belongs to it, and its status.
	 * What changes or fills a video that is too new is a 404. Nothing promises that what was written can be read at
	 * once; two executions each made a video because the list did not show the other's yet.
	 */
	| { kind: 'lag'; milliseconds: number }
	/**
	 * For byte ranges of a video that is there (`contentRange: '^bytes'`); others are left alone. Somebody else
	 * sends the beginning of the same range, with the same bytes, and this request's connection is reset at its
	 * end: a second try overlaps, although not all of its bytes have arrived, which once counted as arrived.
	 * `share` of the range, default 0.5, rounded down to `alignTo` bytes, but 5 MiB at least, the shortest chunk.
	 * Where fewer than `minimumLeft` bytes would be left to send (default 1; the end of the file is always long
	 * enough), nothing is stored; 5242880 leaves no gap that nobody may fill.
	 */
	| { kind: 'other-writer'; share?: number; alignTo?: number; minimumLeft?: number }
	/**
	 * With this answer one range of the video is lost and has to be sent again: the one that arrived last
	 * (default) or first. Not of a video that is complete, and only byte ranges. A status may show what is later
	 * gone.
	 */
	| { kind: 'forget'; which?: 'newest' | 'oldest' }
	/**
	 * For `/status`: another word as `ingest.status`, and nothing is encoded unless `encoded`. The status guide
	 * names `last_chunck_uploaded` and `merging`, the OpenAPI file `ingesting`, which may never end.
	 */
	| { kind: 'ingest-status'; word: string; encoded?: boolean }
	/**
	 * For `POST /videos` with a `source`: the file takes so many seconds to come, and until then the status says
	 * `ingesting` and shows no progress. Without `seconds` it never comes: no word is documented for an import that
	 * has failed, and there is no event.
	 */
	| { kind: 'slow-import'; seconds?: number }
	/**
	 * For thumbnails: only JPEG is taken, as the example of a refusal says. The description of the attribute also
	 * allows PNG and WebP.
	 */
	| { kind: 'jpeg-only' }
	| HostileEffect;

/**
 * What no service does, and whoever stands in its place may do to its clients: no documentation speaks of it. But for
 * the redirect, what was asked is done.
 */
export type HostileEffect =
	/** Answers for as long as somebody reads. */
	| { kind: 'endless-answer' }
	/** The headers have so many bytes more, default 64 KiB: Node reads 16 KiB of them. */
	| { kind: 'huge-headers'; bytes?: number }
	/** The answer has so many bytes more once it is unpacked, default 1 GiB, and about a thousandth of that before. */
	| { kind: 'gzip-bomb'; bytes?: number }
	/** Sends the client elsewhere, default with 307: to the same path and query behind this address. */
	| { kind: 'redirect'; to: string; status?: 301 | 302 | 303 | 307 | 308 }
	/** A byte of the answer each time that so many milliseconds have passed, default 100. */
	| { kind: 'drip'; milliseconds?: number }
	/** The answer has a field more that is nested so deep, default a million times. */
	| { kind: 'deep-json'; depth?: number }
	/**
	 * JSON that is not what was asked for: the answer within a list, as a text, null in its place, or with two full stops
	 * for every ID.
	 */
	| { kind: 'other-shape'; form: 'list' | 'text' | 'null' | 'dots' };

/** A fault: what goes wrong, and for which requests. */
export type Fault = FaultEffect & FaultMatch;

/** The kinds there are. */
export const faultKinds: ReadonlyArray<FaultEffect['kind']> = [
	'latency',
	'bandwidth',
	'reset',
	'lost-answer',
	'status',
	'early-answer',
	'body-limit',
	'stall',
	'garbage',
	'expire-token',
	'lag',
	'other-writer',
	'forget',
	'ingest-status',
	'slow-import',
	'jpeg-only',
	'endless-answer',
	'huge-headers',
	'gzip-bomb',
	'redirect',
	'drip',
	'deep-json',
	'other-shape',
];
