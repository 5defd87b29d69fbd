import { mkdtemp, realpath } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder that holds package.json. */
export const projectFolder = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** For `--import`: ends a Node process when the one that holds its standard input open is gone. */
export const endWithParent = new URL('end-with-parent.mjs', import.meta.url).href;

/**
 * Where big downloads are kept between runs and between checkouts. Outside the checkout, so that
 * `git clean` or a second clone does not cost another 3 GB.
 * @param {Record<string, string | undefined>} [environment]
 * @returns {string}
 */
export function cacheFolder(environment = process.env) {
	const chosen = environment.N8N_NODES_APIVIDEO_CACHE;
	if (chosen) return resolve(chosen);
	return join(platformCacheFolder(environment), 'n8n-nodes-apivideo');
}

/** @param {Record<string, string | undefined>} environment */
function platformCacheFolder(environment) {
	if (environment.XDG_CACHE_HOME) return resolve(environment.XDG_CACHE_HOME);
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
	if (process.platform === 'win32') {
		return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
	}
	return join(homedir(), '.cache');
}

/**
 * A new empty folder for one run. Its real path, because n8n compares real paths when it restricts
 * file access and macOS's temp folder is a symbolic link.
 * @param {string} purpose part of the folder's name
 */
export async function temporaryFolder(purpose) {
	return await realpath(await mkdtemp(join(tmpdir(), `n8n-nodes-apivideo-${purpose}-`)));
}
