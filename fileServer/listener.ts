import { once } from 'node:events';
import {
	createServer as createHttpServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from './certificate';

/** What a request came through. */
export interface Connection {
	/** Counted from 1. */
	readonly number: number;
	/** Ends it by RST: what is still under way is lost. */
	reset(): void;
}

/** What answers a request. */
export type Handler = (
	request: IncomingMessage,
	response: ServerResponse,
	connection: Connection,
) => Promise<void>;

/** The port, and the connections to it. */
export class Listener {
	private readonly server: Server;
	/** Those that are open, by the client's port. With TLS, requests come through another object. */
	private readonly sockets = new Map<number, Socket>();
	private readonly numbers = new WeakMap<Socket, number>();
	private nextNumber = 1;

	/** @param certificate with one it speaks HTTPS */
	constructor(certificate: Certificate | undefined, handler: Handler) {
		this.server = certificate ? createHttpsServer(certificate) : createHttpServer();
		// A file over a slow line takes as long as it takes.
		this.server.requestTimeout = 0;
		this.server.on('connection', (socket: Socket) => {
			const { remotePort = 0 } = socket;
			this.sockets.set(remotePort, socket);
			socket.once('close', () => this.sockets.delete(remotePort));
		});
		this.server.on('request', (request, response) => {
			const { socket } = request;
			const number = this.numbers.get(socket) ?? this.nextNumber++;
			this.numbers.set(socket, number);
			const { remotePort = 0 } = socket;
			// What stands on top of it when there is TLS cannot reset it.
			const reset = () => void this.sockets.get(remotePort)?.resetAndDestroy();
			void handler(request, response, { number, reset });
		});
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	/** Connections that are open. */
	get connections(): number {
		return this.sockets.size;
	}

	async listen(port: number, host: string): Promise<void> {
		this.server.listen(port, host);
		await once(this.server, 'listening');
	}

	/** Takes no more connections, and ends those there are. */
	async close(): Promise<void> {
		const closed = once(this.server, 'close');
		this.server.close();
		this.server.closeAllConnections();
		// Those that have not sent a request yet are unknown to Node's HTTP server.
		for (const socket of this.sockets.values()) socket.destroy();
		await closed;
	}
}
