import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { npm } from './npm.mjs';
import { run } from './run.mjs';

/**
 * Packs the built project as npm would publish it.
 * @param {string} folder where the tarball goes
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<string>} path of the tarball
 */
export async function packProject(folder, { signal } = {}) {
	const { stdout } = await npm(['pack', '--json', '--pack-destination', folder], {
		cwd: projectFolder,
		signal,
	});
	const [{ filename }] = JSON.parse(stdout);
	return join(folder, filename);
}

/**
 * Unpacks what `npm pack` made, as npm and n8n do when they install a package.
 * @param {string} tarball
 * @param {string} directory made if it is not there
 */
export async function unpack(tarball, directory) {
	await mkdir(directory, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', directory, '--strip-components=1']);
}
