import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { unpack } from './pack.mjs';

/** What npm publishes of this package: `files` in package.json, and what npm always adds. */
const PUBLISHED = ['package.json', 'README.md', 'LICENSE.md', 'dist'];

/**
 * Puts the package where n8n keeps community nodes, with the files that npm would install and no
 * others: code that needs something from the checkout fails here as it would at a user's.
 * @param {string} userFolder n8n's user folder
 * @param {string} [tarball] what `npm pack` made; without it what is built in this checkout
 */
export async function placePackage(userFolder, tarball) {
	const { name } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	if (tarball) return await unpack(tarball, target);
	await mkdir(target, { recursive: true });
	for (const entry of PUBLISHED) {
		await cp(join(projectFolder, entry), join(target, entry), { recursive: true }).catch(
			(error) => {
				// A README may be missing; the code may not.
				if (error.code !== 'ENOENT' || entry === 'dist') throw error;
			},
		);
	}
}
