import { join } from 'node:path';
import { startEmulator } from '../../../emulator/index.ts';
import { startServer } from '../../lib/server-process.ts';
import { asker, keeper, KEY } from '../lab.mjs';

/**
 * @typedef {import('./cluster.mjs').Cluster} Cluster
 *
 * @typedef {object} Service an emulator of which n8n knows nothing yet, and a credential for it
 * @property {import('../../../emulator').Emulator} emulator
 * @property {import('../steps.mjs').Step['credentials']} credentials
 * @property {() => Promise<Array<Record<string, any>>>} videos all that there are
 * @property {() => Promise<number>} complete how many of them have their file
 */

/**
 * @template T
 * @param {Cluster} cluster
 * @param {(service: Service) => Promise<T>} work
 */
export async function withService({ client }, work) {
	const emulator = await startEmulator({ apiKey: KEY });
	try {
		const credentials = await keeper({ client }, emulator.url)('apiVideoApi', { apiKey: KEY });
		const ask = asker(emulator.url);
		const videos = async () => {
			const { data, pagination } = await ask('GET', '/videos?pageSize=100');
			if (pagination.pagesTotal > 1) throw new Error(`There are ${pagination.itemsTotal} videos`);
			return data;
		};
		const complete = async () => (await ask('GET', '/emulator/videos')).length;
		return await work({ emulator, credentials, videos, complete });
	} finally {
		await emulator.close();
	}
}

/**
 * @typedef {object} FileServer
 * @property {(path: string) => string} addressOf
 * @property {(path: string) => Promise<string>} sha256Of
 */

/**
 * Serves files that are on no disk, from a process of its own.
 * @template T
 * @param {string} node the executable
 * @param {Record<string, { size: number, seed: number }>} files by path; size in bytes
 * @param {(server: FileServer) => Promise<T>} work
 */
export async function withFileServer(node, files, work) {
	const script = join('fileServer', 'main.ts');
	const { url, call, stop } = await startServer(node, [script, JSON.stringify({ files })]);
	try {
		return await work({
			addressOf: (path) => url + path,
			sha256Of: async (path) => (await call('GET', `/file-server/files?path=${path}`)).sha256,
		});
	} finally {
		await stop();
	}
}
