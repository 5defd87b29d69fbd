import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainNpm } from './explain-npm.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { installOnce, isInstalled } from './install-once.mjs';
import { ensureNode } from './install-node.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { N8N_VERSION, needsOf } from './versions.mjs';

/** The packages of n8n that run nodes. */
const PACKAGES = ['n8n-core', 'n8n-workflow'];

/**
 * @typedef {object} N8nCoreInstallation
 * @property {string} node the executable that this n8n runs on
 * @property {string} folder holds node_modules with n8n-core and n8n-workflow
 */

/**
 * The part of an n8n that runs nodes, without its editor, server and database: 0.3 to 0.4 GB instead of 3,
 * and nothing to compile. Installed into the cache folder on the first call, which takes half a minute.
 * The version that the project is developed with is among its own packages.
 * @param {string} version of n8n, e.g. "2.8.4"; n8n itself says which n8n-core belongs to it
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<N8nCoreInstallation>}
 */
export async function ensureN8nCore(version, { signal } = {}) {
	const { path: node } = await ensureNode(needsOf(version).node, { signal });
	if (version === N8N_VERSION) return { node, folder: projectFolder };
	const folder = join(cacheFolder(), `n8n-core-of-${version}-${process.platform}-${process.arch}`);
	if (!isInstalled(folder)) {
		const label = `Installing the core of n8n ${version}`;
		await withProgress(
			label,
			() =>
				installOnce(folder, (unfinished) => installCore(unfinished, { version, label, signal }), {
					signal,
				}),
			{ hint: 'usually 30 seconds, 0.4 GB, only once' },
		);
	}
	return { node, folder };
}

/**
 * @param {string} folder
 * @param {{ version: string, label: string, signal?: AbortSignal }} wanted
 */
async function installCore(folder, { version, label, signal }) {
	const where = { cwd: folder, signal };
	try {
		const { stdout } = await npm(['view', `n8n@${version}`, 'dependencies', '--json'], where);
		const all = JSON.parse(stdout);
		const dependencies = Object.fromEntries(PACKAGES.map((name) => [name, all[name]]));
		const packageFile = join(folder, 'package.json');
		await writeFile(packageFile, JSON.stringify({ private: true, dependencies }));
		await npm(
			['install', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'],
			where,
		);
	} catch (error) {
		throw explainNpm(label, error);
	}
}
