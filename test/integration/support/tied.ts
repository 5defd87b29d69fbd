import type { Socket } from 'node:net';

/** Ties the two sides of something that stands in between: when one of them ends, so does the other. */
export function tie(client: Socket, target: Socket, sockets: Set<Socket>): void {
	for (const [socket, other] of [
		[client, target],
		[target, client],
	]) {
		sockets.add(socket);
		socket.on('error', () => other.destroy());
		socket.once('close', () => other.destroy());
	}
}
