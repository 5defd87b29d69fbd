/** @type {Promise<typeof import('../../fileServer')> | undefined} */
let loading;

/**
 * Starts a file server in this process. It is TypeScript, and is imported only now: before, tsx may not have been
 * installed.
 * @param {import('../../fileServer').FileServerOptions} [options]
 * @returns {Promise<import('../../fileServer').FileServer>}
 */
export async function startFileServer(options) {
	// tsx would compile it anew each time.
	loading ??= load();
	const { FileServer } = await loading;
	return await FileServer.start(options);
}

async function load() {
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport('../../fileServer/index.ts', import.meta.url);
}
