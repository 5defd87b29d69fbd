/** One field of a multipart body, in the order in which it came. `bytes` counts what arrived so far. */
export interface FormField {
	name: string;
	/** Text fields only. */
	value?: string;
	/** Files only, decoded. */
	filename?: string;
	contentType?: string;
	bytes: number;
}

/** One request as it reached the emulator, without secrets but for the upload token. */
export interface RequestEntry {
	id: number;
	method: string;
	/** Without query; the token in `/upload-tokens/{token}` is replaced by `{token}`. */
	path: string;
	/** The query without `token`. */
	query: Record<string, string>;
	/** The upload token, from the query or the path. */
	token?: string;
	contentRange?: string;
	/** The port of the client's end of the connection. */
	clientPort?: number;
	/** The scheme of the Authorization header, in lower case; undefined: there was none. */
	authorization?: string;
	/** Only `av-origin-*`, `user-agent`, `content-length`, `content-type`, `accept`, `origin`, `range`. */
	headers: Record<string, string>;
	/** The multipart fields in their order. */
	fields: FormField[];
	/** The parsed JSON body, but for the authentication routes. */
	body?: unknown;
	/** Bytes of the files received so far. */
	readonly bytes: number;
	/** Kinds of the faults that fired, in order. */
	faults: string[];
	/** Milliseconds since the epoch, with fractions. */
	startedAt: number;
	/** When the answer was sent or the connection ended; undefined: still going on. */
	endedAt?: number;
	/** The status answered; undefined: no answer was sent. */
	status?: number;
}

const headersOfInterest = [
	'user-agent',
	'content-length',
	'content-type',
	'accept',
	'origin',
	'range',
];

/** The last requests, oldest first. Requests under `/emulator/` are not in it. */
export class RequestLog {
	private list: RequestEntry[] = [];
	private next = 1;

	/** `capacity`: how many requests are kept. */
	constructor(private readonly capacity = 20_000) {}

	/** What is kept, oldest first. */
	get entries(): readonly RequestEntry[] {
		return this.list;
	}

	/** Requests with this method and path, a path or a pattern for it. */
	matching(method: string, path: string | RegExp): RequestEntry[] {
		return this.list.filter(
			(entry) =>
				entry.method === method &&
				(typeof path === 'string' ? entry.path === path : path.test(entry.path)),
		);
	}

	/** Requests that sent a file: `POST /upload` and `POST /videos/{videoId}/source`. */
	get uploads(): RequestEntry[] {
		return this.matching('POST', /^\/(upload|videos\/[^/]+\/source)$/);
	}

	/** The most uploads that were under way at the same time. */
	get mostUploadsAtOnce(): number {
		const uploads = this.uploads;
		const under = (time: number) =>
			uploads.filter(({ startedAt, endedAt }) => startedAt <= time && time < (endedAt ?? Infinity))
				.length;
		return Math.max(0, ...uploads.map(({ startedAt }) => under(startedAt)));
	}

	/** Forgets every request. */
	clear(): void {
		this.list = [];
	}

	/** Starts the entry of a request that has just come. */
	start(
		method: string,
		url: string,
		headers: Record<string, string | string[] | undefined>,
		clientPort: number | undefined,
	): RequestEntry {
		const { pathname, searchParams } = new URL(url, 'http://emulator');
		const { path, tokenInPath } = withoutToken(pathname);
		const token = searchParams.get('token') ?? tokenInPath;
		searchParams.delete('token');
		const contentRange = headers['content-range'];
		const authorization = headers.authorization;
		const fields: FormField[] = [];
		const entry: RequestEntry = {
			id: this.next++,
			method,
			path,
			query: Object.fromEntries(searchParams),
			...(token !== undefined && { token }),
			...(typeof contentRange === 'string' && { contentRange }),
			clientPort,
			...(typeof authorization === 'string' && {
				authorization: authorization.split(' ')[0].toLowerCase(),
			}),
			headers: Object.fromEntries(
				Object.entries(headers).filter(
					(header): header is [string, string] =>
						typeof header[1] === 'string' &&
						(header[0].startsWith('av-origin-') || headersOfInterest.includes(header[0])),
				),
			),
			fields,
			get bytes() {
				return fields.reduce((sum, { filename, bytes }) => sum + (filename ? bytes : 0), 0);
			},
			faults: [],
			startedAt: performance.timeOrigin + performance.now(),
		};
		this.list.push(entry);
		if (this.list.length > this.capacity) this.list.shift();
		return entry;
	}

	/** Ends an entry. `status` is undefined when no answer went out. */
	end(entry: RequestEntry, status: number | undefined): void {
		entry.endedAt = performance.timeOrigin + performance.now();
		entry.status = status;
	}
}

function withoutToken(path: string): { path: string; tokenInPath: string | undefined } {
	const [, token] = /^\/upload-tokens\/([^/]+)$/.exec(path) ?? [];
	return token === undefined
		? { path, tokenInPath: undefined }
		: { path: '/upload-tokens/{token}', tokenInPath: decodeURIComponent(token) };
}
