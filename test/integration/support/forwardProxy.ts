import { once } from 'node:events';
import {
	createServer,
	request,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectSecurely, TLSSocket } from 'node:tls';
import type { Certificate } from '../../../fileServer';

/** How a proxy behaves, if not well. */
export interface ProxyBehaviour {
	/** What a client has to sign in with, as `user:password`. */
	readonly signIn?: string;
	/** What it does instead of passing a request on: a page of its own with this status, or it hangs up. */
	readonly refusal?: number | 'hang-up';
	/** Which requests it refuses; all of them unless given. */
	readonly refuses?: (asked: string) => boolean;
	/** The certificate that it shows in the place of every server's own, as it looks into what is encrypted. */
	readonly inspects?: Certificate;
}

const PAGE = '<html><body>Blocked by the company</body></html>';

/** An HTTP proxy, as one between n8n and the web: `GET http://…`, and `CONNECT` for https. */
export class ForwardProxy {
	/** What it was asked for, in order: method, and address or server. */
	readonly asked: string[] = [];
	/** What counts for the requests that come. */
	behaviour: ProxyBehaviour = {};
	private readonly sockets = new Set<Socket>();
	private readonly server: Server = createServer((asking, answer) => this.pass(asking, answer));

	private constructor() {
		this.server.on('connection', (socket: Socket) => this.keep(socket));
		this.server.on('connect', (asking: IncomingMessage, client: Socket) =>
			this.tunnel(asking, client),
		);
	}

	/** Starts one on a free port. */
	static async start(): Promise<ForwardProxy> {
		const proxy = new ForwardProxy();
		await once(proxy.server.listen(0, '127.0.0.1'), 'listening');
		return proxy;
	}

	/** @param signIn `user:password` */
	url(signIn?: string): string {
		const { port } = this.server.address() as AddressInfo;
		return `http://${signIn ? `${signIn}@` : ''}127.0.0.1:${port}`;
	}

	async stop(): Promise<void> {
		const closed = once(this.server.close(), 'close');
		for (const socket of this.sockets) socket.destroy();
		await closed;
	}

	private pass(asking: IncomingMessage, answer: ServerResponse): void {
		const refusal = this.refusalOf(asking);
		if (refusal === 'hang-up') return void asking.socket.destroy();
		if (refusal !== undefined) {
			// As proxies do, which want nothing of what is still to come.
			return void answer.writeHead(refusal, headersOf(refusal)).end(PAGE);
		}
		const { method, headers, url = '' } = asking;
		const target = request(url, { method, headers }, (response) => {
			answer.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(answer);
		});
		target.on('error', () => answer.destroy());
		answer.on('close', () => target.destroy());
		asking.pipe(target);
	}

	private tunnel(asking: IncomingMessage, client: Socket): void {
		const refusal = this.refusalOf(asking);
		if (refusal === 'hang-up') return void client.destroy();
		if (refusal !== undefined) {
			const lines = Object.entries(headersOf(refusal)).map((header) => `${header.join(': ')}\r\n`);
			return void client.end(`HTTP/1.1 ${refusal} No\r\n${lines.join('')}\r\n${PAGE}`);
		}
		const { hostname, port } = new URL(`http://${asking.url}`);
		const target = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			const [near, far] = this.ends(client, target);
			near.pipe(far).pipe(near);
		});
		this.keep(target);
		target.once('close', () => client.destroy());
	}

	/** Between which it copies: the two connections, or what is encrypted in them. */
	private ends(client: Socket, target: Socket): [Socket, Socket] {
		const { inspects } = this.behaviour;
		if (inspects === undefined) return [client, target];
		const near = new TLSSocket(client, { isServer: true, ...inspects });
		const far = connectSecurely({ socket: target, rejectUnauthorized: false });
		for (const socket of [near, far]) this.keep(socket);
		return [near, far];
	}

	private refusalOf({ method, url, headers }: IncomingMessage): ProxyBehaviour['refusal'] {
		const asked = `${method} ${url}`;
		this.asked.push(asked);
		const { signIn, refusal, refuses } = this.behaviour;
		const wanted = `Basic ${Buffer.from(signIn ?? '').toString('base64')}`;
		if (signIn !== undefined && headers['proxy-authorization'] !== wanted) return 407;
		return refuses === undefined || refuses(asked) ? refusal : undefined;
	}

	private keep(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.once('close', () => this.sockets.delete(socket));
	}
}

function headersOf(status: number): Record<string, string> {
	const headers = { 'Content-Type': 'text/html', 'Content-Length': String(PAGE.length) };
	return status === 407 ? { ...headers, 'Proxy-Authenticate': 'Basic realm="proxy"' } : headers;
}
