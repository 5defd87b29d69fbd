import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../../emulator';
import { startServer } from '../../lib/server-process';
import { asker, keeper, KEY, type Lab } from '../lab';
import type { Cluster } from './cluster';

/** As api.video lists it, as far as it is read. */
export interface Video {
	videoId: string;
	metadata: Array<{ key: string; value: string }>;
}

/** A page of videos. */
interface Page {
	data: Video[];
	pagination: { pagesTotal: number; itemsTotal: number };
}

/** An emulator of which n8n knows nothing yet, and a credential for it. */
export interface Service {
	emulator: Emulator;
	credentials: Lab['withKey'];
	/** All that there are. */
	videos: () => Promise<Video[]>;
	/** How many of them have their file. */
	complete: () => Promise<number>;
}

export async function withService<T>({ client }: Cluster, work: (service: Service) => Promise<T>) {
	const emulator = await startEmulator({ apiKey: KEY });
	try {
		const credentials = await keeper({ client }, emulator.url)('apiVideoApi', { apiKey: KEY });
		const ask = asker(emulator.url);
		const videos = async () => {
			const { data, pagination } = await ask<Page>('GET', '/videos?pageSize=100');
			if (pagination.pagesTotal > 1) throw new Error(`There are ${pagination.itemsTotal} videos`);
			return data;
		};
		const complete = async () => (await ask<unknown[]>('GET', '/emulator/videos')).length;
		return await work({ emulator, credentials, videos, complete });
	} finally {
		await emulator.close();
	}
}

export interface FileServer {
	addressOf: (path: string) => string;
	sha256Of: (path: string) => Promise<string>;
}

/**
 * Serves files that are on no disk, from a process of its own.
 *
 * @param node the executable
 * @param files by path; size in bytes
 */
export async function withFileServer<T>(
	node: string,
	files: Record<string, { size: number; seed: number }>,
	work: (server: FileServer) => Promise<T>,
) {
	const script = join('fileServer', 'main.ts');
	const { url, call, stop } = await startServer(node, [script, JSON.stringify({ files })]);
	try {
		return await work({
			addressOf: (path) => url + path,
			sha256Of: async (path) =>
				(await call<{ sha256: string }>('GET', `/file-server/files?path=${path}`)).sha256,
		});
	} finally {
		await stop();
	}
}
