import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** A request of a service that stands in for one on the internet, read as a whole. */
export interface Asked {
	method: string;
	/** Without the query, decoded. */
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	body: Buffer;
	/** The path and the query as they were sent. */
	url: string;
}

/** What is answered: JSON, unless it is bytes or a text. */
export interface Answer {
	status?: number;
	type?: string;
	body?: object | string | Buffer;
	headers?: Record<string, string>;
}

/**
 * @param answer what the service does with a request; what it throws is answered with 500, so that no client waits
 * @returns what serves it
 */
export function service(answer: (asked: Asked) => Answer): RequestListener {
	return (request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () =>
			respond(response, () => answer(askedBy(request, Buffer.concat(parts)))),
		);
	};
}

/** @returns what an OAuth2 service does with whoever does not show its access token: 401 */
export function signedIn(token: string, answer: (asked: Asked) => Answer): RequestListener {
	return service((asked) =>
		asked.headers.authorization === `Bearer ${token}`
			? answer(asked)
			: { status: 401, body: { error: { code: 401, message: 'Invalid Credentials' } } },
	);
}

/** @returns the JSON of a request; an empty body is no JSON and gives {} */
export function jsonOf<T extends object>({ body }: Asked): T {
	return (body.length === 0 ? {} : JSON.parse(body.toString())) as T;
}

function askedBy({ method, url, headers }: IncomingMessage, body: Buffer): Asked {
	const { pathname, searchParams } = new URL(String(url), 'https://any.example.com');
	return {
		method: String(method),
		path: decodeURIComponent(pathname),
		query: searchParams,
		headers,
		body,
		url: String(url),
	};
}

function respond(response: ServerResponse, answer: () => Answer): void {
	let given: Answer;
	try {
		given = answer();
	} catch (error) {
		given = { status: 500, body: { error: { message: String(error) } } };
	}
	const { status = 200, type = 'application/json', body = '', headers } = given;
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	response.writeHead(status, { 'content-type': type, ...headers });
	response.end(isRaw ? body : JSON.stringify(body));
}
