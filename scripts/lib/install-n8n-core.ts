import { join } from 'node:path';
import { cacheFolder, projectFolder } from './folders.mjs';
import { ensureNode } from './install-node';
import { installOnce, isInstalled } from './install-once';
import { installPackages, npm } from './npm';
import { npmStep } from './npm-step';
import { N8N_VERSION, needsOf } from './versions';

/** The packages of n8n that run nodes. */
const PACKAGES = ['n8n-core', 'n8n-workflow'];

/**
 * The part of an n8n that runs nodes, without its editor, server and database: 0.3 to 0.4 GB instead of 3,
 * and nothing to compile. Installed into the cache folder on the first call, which takes half a minute.
 * The version that the project is developed with is among its own packages.
 *
 * @param version of n8n, e.g. "2.8.4"; n8n itself says which n8n-core belongs to it
 * @returns node: the executable that this n8n runs on; folder: holds node_modules with n8n-core and n8n-workflow
 */
export async function ensureN8nCore(
	version: string,
	{ signal }: { signal?: AbortSignal } = {},
): Promise<{ node: string; folder: string }> {
	const { path: node } = await ensureNode(needsOf(version).node, signal);
	if (version === N8N_VERSION) return { node, folder: projectFolder };
	const folder = join(cacheFolder(), `n8n-core-of-${version}-${process.platform}-${process.arch}`);
	const install = async (unfinished: string) => {
		const view = ['view', `n8n@${version}`, 'dependencies', '--json'];
		const { stdout } = await npm(view, { cwd: unfinished, signal });
		const all = JSON.parse(stdout) as Record<string, string>;
		const dependencies = Object.fromEntries(PACKAGES.map((name) => [name, all[name]]));
		await installPackages({ dependencies }, { cwd: unfinished, signal });
	};
	if (!isInstalled(folder)) {
		const hint = 'usually 30 seconds, 0.4 GB, only once';
		const work = async () => await installOnce(folder, install, { signal });
		await npmStep(`Installing the core of n8n ${version}`, work, hint);
	}
	return { node, folder };
}
