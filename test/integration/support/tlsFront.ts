import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { Certificate } from '../../../fileServer';
import { tie } from './tied';

/** Something that takes what is encrypted, and hands it on to a server that is not. */
export interface TlsFront {
	/** Its address: https. */
	readonly url: string;
	stop(): Promise<void>;
}

/** Puts TLS in front of a server. */
export async function tlsFront(url: string, certificate: Certificate): Promise<TlsFront> {
	const sockets = new Set<Socket>();
	const server = createServer(certificate, (client) => {
		const target = connect(Number(new URL(url).port), '127.0.0.1');
		tie(client, target, sockets);
		client.pipe(target).pipe(client);
	});
	// Who does not trust the certificate goes away.
	server.on('tlsClientError', () => undefined);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	return {
		url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async stop() {
			const closed = once(server.close(), 'close');
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
