import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/**
 * Ports that no system hands out by itself: Linux does from 32768 on, others from 49152 on. One of those might be given
 * to any connection that is opened before whoever asked for the port listens on it.
 */
const LOWEST = 20_000;
const HIGHEST = 32_767;

/** Ports that are tried before it is given up: as many are never taken by chance. */
const TRIES = 100;

/** Ports of this machine that nobody listens on. All are held open until the last one is found, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listen(TRIES)));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
	return ports;
}

async function listen(tries: number): Promise<Server> {
	const server = createServer().listen(randomInt(LOWEST, HIGHEST + 1), '127.0.0.1');
	try {
		await once(server, 'listening');
		return server;
	} catch (error) {
		if (tries === 1) throw error;
		return await listen(tries - 1);
	}
}
