import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports that no system hands out by itself: Linux does from 32768 on, others from 49152 on. One of those might be given
 * to any connection that is opened before whoever asked for the port listens on it.
 */
const LOWEST = 20_000;
const HIGHEST = 32_767;

/** Ports that are tried before it is given up: as many are never taken by chance. */
const TRIES = 100;

/**
 * Ports of this machine that nobody listens on. All are held open until the last one is found, so
 * that they differ.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
	const servers = await Promise.all(Array.from({ length: count }, listenSomewhere));
	const ports = servers.map((server) => {
		const address = server.address();
		return typeof address === 'object' && address ? address.port : 0;
	});
	await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
	return ports;
}

/** @returns {Promise<import('node:net').Server>} */
async function listenSomewhere() {
	for (let tried = 1; ; tried++) {
		try {
			return await listen(randomInt(LOWEST, HIGHEST + 1));
		} catch (error) {
			if (tried === TRIES) throw error;
		}
	}
}

/**
 * @param {number} port
 * @returns {Promise<import('node:net').Server>}
 */
async function listen(port) {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => resolve(server));
	});
}
