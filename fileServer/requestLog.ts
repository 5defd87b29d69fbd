import type { IncomingMessage } from 'node:http';

/**
 * How an answer ended: `whole`, with its last byte handed to the system; `cut` or `stalled` by the server; `left` by a
 * client that went away before.
 */
export type Ended = 'whole' | 'cut' | 'stalled' | 'left';

/** One request as it reached the server, with its secrets: a test may want to know who saw them. */
export interface RequestEntry {
	id: number;
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string>;
	/** Name and port by which the client called the server. */
	host: string;
	/** Names in lower case; one that came several times is joined by ", ". */
	headers: Record<string, string>;
	/** The Range header. */
	range?: string;
	/** A number for the connection that it came through. */
	connection: number;
	/** The status answered; undefined: none was sent. */
	status?: number;
	/** Bytes of the answer's body that were sent. */
	bytes: number;
	/** Kinds of the faults that the schedule drew for it. */
	faults: string[];
	/** Milliseconds since the epoch, with fractions. */
	startedAt: number;
	/** undefined: still under way. */
	endedAt?: number;
	ended?: Ended;
}

/** The requests since the start or the last clearing, oldest first. */
export class RequestLog {
	private list: RequestEntry[] = [];
	private next = 1;

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

	/** Requests that have no end yet. */
	get underWay(): RequestEntry[] {
		return this.list.filter(({ endedAt }) => endedAt === undefined);
	}

	/** The most requests that were under way at the same time. */
	get mostAtOnce(): number {
		const under = (time: number) =>
			this.list.filter(({ startedAt, endedAt = Infinity }) => startedAt <= time && time < endedAt);
		return Math.max(0, ...this.list.map(({ startedAt }) => under(startedAt).length));
	}

	/** Bytes of bodies that were sent, of all requests. */
	get bytes(): number {
		return this.list.reduce((sum, { bytes }) => sum + bytes, 0);
	}

	/** The hosts, each once, by whose name a request with this header came: who saw a credential. */
	hostsThatSaw(header: string): string[] {
		const seen = this.list.filter(({ headers }) => header.toLowerCase() in headers);
		return [...new Set(seen.map(({ host }) => host))];
	}

	/** Forgets every request. */
	clear(): void {
		this.list = [];
	}

	/** Starts the entry of a request that has just come. */
	start({ method = '', headers }: IncomingMessage, url: URL, connection: number): RequestEntry {
		const entry: RequestEntry = {
			id: this.next++,
			method,
			path: url.pathname,
			query: Object.fromEntries(url.searchParams),
			host: headers.host ?? '',
			headers: Object.fromEntries(
				Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
			),
			...(headers.range !== undefined && { range: headers.range }),
			connection,
			bytes: 0,
			faults: [],
			startedAt: performance.timeOrigin + performance.now(),
		};
		this.list.push(entry);
		return entry;
	}

	/** Ends an entry; the first end counts as the reason. */
	end(entry: RequestEntry, ended: Ended): void {
		entry.endedAt = performance.timeOrigin + performance.now();
		entry.ended ??= ended;
	}
}
