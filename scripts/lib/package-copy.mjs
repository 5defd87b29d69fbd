import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { npm } from './npm.mjs';
import { unpack } from './pack.mjs';

/** What npm publishes of this package: `files` in package.json, and what npm always adds. */
const PUBLISHED = ['package.json', 'README.md', 'LICENSE.md', 'dist'];

/** What n8n has npm do in the folder of a community node (CommunityPackagesService, from 1.123 to 2.41). */
const INSTALL = [
	'install',
	...['--audit=false', '--fund=false', '--bin-links=false', '--install-strategy=shallow'],
	...['--ignore-scripts=true', '--package-lock=false'],
];

/**
 * Puts the package where n8n keeps community nodes, with the files that npm would install and no
 * others: code that needs something from the checkout fails here as it would at a user's.
 * @param {string} userFolder n8n's user folder
 * @param {{ tarball?: string, node?: string }} [options] tarball: what `npm pack` made, which is installed as n8n does it, for
 *   n8n's `node`; without it what is built in this checkout is copied
 */
export async function placePackage(userFolder, { tarball, node } = {}) {
	const { name } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	if (tarball) return await install(tarball, target, node);
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

/**
 * Does what n8n does with a community node that it has downloaded.
 * @param {string} tarball
 * @param {string} target
 * @param {string | undefined} node the executable that runs npm
 */
async function install(tarball, target, node) {
	await unpack(tarball, target);
	const file = join(target, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...rest } = JSON.parse(
		await readFile(file, 'utf8'),
	);
	await writeFile(file, JSON.stringify(rest, null, 2));
	await npm(INSTALL, { cwd: target, node });
}
