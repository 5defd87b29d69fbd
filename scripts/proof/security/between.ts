import {
	createServer,
	request as ask,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What stands between n8n and the service does to a request; `echo` is all that it came with. */
export interface Trouble {
	readonly name: string;
	/** Whether it happens to the first request of each address only, so that another try goes well. */
	readonly once?: boolean;
	/** Whether signing in meets it as well. */
	readonly signInToo?: boolean;
	answer(response: ServerResponse, echo: string, elsewhere: string): void;
}

const problem = (status: number) => (response: ServerResponse, echo: string) => {
	const type = `https://docs.api.video/reference/${encodeURIComponent(echo).slice(0, 500)}`;
	const one = { type, title: echo, name: echo, detail: echo };
	response.writeHead(status, { 'Content-Type': 'application/problem+json' });
	response.end(JSON.stringify({ ...one, status, problems: [one] }));
};

const page = (status: number) => (response: ServerResponse, echo: string) => {
	response.writeHead(status, `Echo ${encodeURIComponent(echo).slice(0, 500)}`, {
		'Content-Type': 'text/html',
		'X-Echo': encodeURIComponent(echo).slice(0, 2000),
	});
	response.end(`<html><body><pre>${echo}</pre></body></html>`);
};

const redirect = (status: number) => (response: ServerResponse, _echo: string, to: string) =>
	void response.writeHead(status, { Location: to }).end();

/** Everything that a service, or what is in front of it, may do with what it is sent. */
export const TROUBLES: readonly Trouble[] = [
	{ name: 'nothing', answer: () => undefined },
	...[400, 401, 403, 404, 409].map((status) => ({
		name: `HTTP ${status}, quoting the request`,
		answer: problem(status),
	})),
	...[200, 403, 407].map((status) => ({
		name: `a page with HTTP ${status}, quoting the request`,
		once: status === 200,
		answer: page(status),
	})),
	...[302, 307, 308].map((status) => ({
		name: `a redirect to another host (HTTP ${status})`,
		answer: redirect(status),
	})),
	{ name: 'HTTP 503, quoting the request', once: true, answer: problem(503) },
	{ name: 'HTTP 429, quoting the request', once: true, answer: problem(429) },
	{
		name: 'a connection that is reset',
		once: true,
		answer: (response) => void response.socket?.resetAndDestroy(),
	},
	{
		name: 'JSON that is cut',
		once: true,
		answer: (response, echo) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			response.end(`{"videoId":${JSON.stringify(echo).slice(0, -1)}`);
		},
	},
	{ name: 'a sign-in that is refused', signInToo: true, answer: problem(401) },
	{ name: 'a sign-in that is redirected', signInToo: true, answer: redirect(307) },
];

/** Stands between n8n and the service, and knows the access tokens that go by. */
export class Between {
	/** Every access and refresh token that was given out. */
	readonly tokens = new Set<string>();
	/** How many requests have met the trouble. */
	troubled = 0;
	/** What another host was sent, to which requests were redirected. */
	readonly elsewhere: string[] = [];
	private trouble = TROUBLES[0];
	private readonly met = new Set<string>();

	private constructor(
		private readonly service: string,
		private readonly server: Server,
		private readonly otherHost: Server,
	) {}

	/** @param service its address, without a slash at the end */
	static async start(service: string): Promise<Between> {
		const servers = [createServer(), createServer()];
		for (const one of servers) {
			await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
		}
		const between = new Between(service, servers[0], servers[1]);
		servers[0].on('request', (request, response) => between.receive(request, response));
		servers[1].on('request', (request: IncomingMessage, response: ServerResponse) => {
			const { url, rawHeaders } = request;
			void text(request)
				.catch(() => '')
				.then((body) => between.elsewhere.push([url, ...rawHeaders, body].join('\n')));
			response.end('{}');
		});
		return between;
	}

	get url(): string {
		return addressOf(this.server);
	}

	/** From now on requests meet this. */
	set(trouble: Trouble): void {
		this.trouble = trouble;
		this.troubled = 0;
		this.met.clear();
	}

	stop(): void {
		for (const one of [this.server, this.otherHost]) {
			one.closeAllConnections();
			one.close();
		}
	}

	private receive(request: IncomingMessage, response: ServerResponse): void {
		const { method, url = '', headers } = request;
		const token = headers.authorization?.replace(/^Bearer /, '');
		if (token) this.tokens.add(token);
		if (!this.meets(`${method} ${url}`, url)) return this.handOn(request, response);
		this.troubled++;
		void text(request)
			.catch(() => '')
			.then((body) => {
				const echo = [method, url, ...request.rawHeaders, body.slice(0, 2000)].join(' ');
				this.trouble.answer(response, echo.replace(/\s+/g, ' '), addressOf(this.otherHost) + url);
			});
	}

	private meets(what: string, url: string): boolean {
		const { name, once, signInToo } = this.trouble;
		if (name === 'nothing') return false;
		if (signInToo !== true && url.startsWith('/auth/')) return false;
		if (once !== true) return true;
		if (this.met.has(what)) return false;
		this.met.add(what);
		return true;
	}

	private handOn(request: IncomingMessage, response: ServerResponse): void {
		const { method, url = '', headers } = request;
		const onward = ask(this.service + url, { method, headers }, (answer) => {
			if (!url.startsWith('/auth/')) {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				return void answer.pipe(response);
			}
			void text(answer).then((body) => {
				for (const [, token] of body.matchAll(/"(?:access|refresh)_token":"([^"]+)"/g)) {
					this.tokens.add(token);
				}
				response.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
			});
		});
		onward.on('error', () => response.destroy());
		request.pipe(onward);
	}
}

function addressOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
