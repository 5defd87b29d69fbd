import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { npm } from './npm';
import { unpack } from './pack';

/** What npm publishes of this package: `files` in package.json, and what npm always adds. */
const PUBLISHED = ['package.json', 'README.md', 'LICENSE.md', 'dist'];

/** What n8n has npm do in the folder of a community node (CommunityPackagesService, from 1.123 to 2.41). */
const INSTALL = [
	'install',
	...['--audit=false', '--fund=false', '--bin-links=false', '--install-strategy=shallow'],
	...['--ignore-scripts=true', '--package-lock=false'],
];

type PackageFile = Record<string, unknown> & { name: string };

/**
 * Puts the package where n8n keeps community nodes, with the files that npm would install and no
 * others: code that needs something from the checkout fails here as it would at a user's.
 *
 * @param userFolder n8n's user folder
 * @param options tarball: what `npm pack` made, which is installed as n8n does it, for n8n's `node`; without it what is
 *   built in this checkout is copied
 */
export async function placePackage(
	userFolder: string,
	{ tarball, node }: { tarball?: string; node?: string } = {},
): Promise<void> {
	const { name } = await packageFileIn(projectFolder);
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	if (tarball) return await install(tarball, target, node);
	await mkdir(target, { recursive: true });
	for (const entry of PUBLISHED) {
		await cp(join(projectFolder, entry), join(target, entry), { recursive: true });
	}
}

/** Does what n8n does with a community node that it has downloaded. */
async function install(tarball: string, target: string, node?: string): Promise<void> {
	await unpack(tarball, target);
	const kept = await packageFileIn(target);
	for (const kind of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete kept[kind];
	}
	await writeFile(join(target, 'package.json'), JSON.stringify(kept, null, 2));
	await npm(INSTALL, { cwd: target, node });
}

async function packageFileIn(folder: string): Promise<PackageFile> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as PackageFile;
}
