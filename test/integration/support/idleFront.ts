import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tie } from './tied';

/** Something in front of a server that closes a connection just as its client uses it a second time. */
export interface IdleFront {
	/** Its address: http. */
	readonly url: string;
	/** How many requests met a connection that was being closed. */
	readonly closed: () => number;
	stop(): Promise<void>;
}

/**
 * Puts such a thing in front of a server: a request that begins on a connection after an answer is handed to nobody, and
 * the client is told nothing but that the connection is gone. So do servers with a connection that has been idle for too
 * long, where the client's next request is on its way already.
 */
export async function idleFront(url: string): Promise<IdleFront> {
	const sockets = new Set<Socket>();
	let closed = 0;
	const server = createServer((client) => {
		const target = connect(Number(new URL(url).port), '127.0.0.1');
		let answered = false;
		target.once('data', () => (answered = true));
		client.on('data', (bytes) => {
			if (!answered) return void target.write(bytes);
			closed++;
			client.resetAndDestroy();
		});
		target.pipe(client);
		tie(client, target, sockets);
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		closed: () => closed,
		async stop() {
			const ended = once(server.close(), 'close');
			for (const socket of sockets) socket.destroy();
			await ended;
		},
	};
}
