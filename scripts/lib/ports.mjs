import { createServer } from 'node:net';

/**
 * Ports of this machine that nobody listens on. All are held open until the last one is found, so
 * that they differ.
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
	const servers = await Promise.all(Array.from({ length: count }, listen));
	const ports = servers.map((server) => {
		const address = server.address();
		return typeof address === 'object' && address ? address.port : 0;
	});
	await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
	return ports;
}

/** @returns {Promise<import('node:net').Server>} */
async function listen() {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(server));
	});
}
