import { join } from 'node:path';
import type { Limits } from '../../fileServer';
import { startServer } from '../../scripts/lib/lab';

/** A file whose bytes follow from a seed. */
export interface MadeFile {
	/** Bytes. */
	size: number;
	seed: number;
}

/** A file server in a process of its own, with one file that is on no disk. */
export interface WebFile extends MadeFile {
	/** Where it can be read. */
	address: string;
	/** Makes the server distant or narrow, until it is limited otherwise. */
	limit(limits: Limits): Promise<void>;
	stop(): Promise<void>;
}

/**
 * Starts the file server.
 *
 * @param node the executable
 */
export async function startFileServer(node: string, file: MadeFile): Promise<WebFile> {
	const path = '/film.mp4';
	const options = JSON.stringify({ files: { [path]: file } });
	const { url, call, stop } = await startServer(node, [join('fileServer', 'main.ts'), options]);
	return {
		...file,
		address: url + path,
		limit: async (limits) => await call('PATCH', '/file-server/limits', limits),
		stop,
	};
}

/** Works with a file on the web, and stops its server afterwards, whatever happens. */
export async function withWebFile<T>(
	node: string,
	file: MadeFile,
	work: (file: WebFile) => Promise<T>,
): Promise<T> {
	const served = await startFileServer(node, file);
	try {
		return await work(served);
	} finally {
		await served.stop();
	}
}
