import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainNpm } from './explain-npm.mjs';
import { cacheFolder } from './folders.mjs';
import { installOnce, isInstalled } from './install-once.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { run } from './run.mjs';
import { N8N_MINIMUM_NODE_MAJOR, NODE_VERSION } from './versions.mjs';

/**
 * @typedef {object} NodeInstallation
 * @property {string} path the executable
 * @property {string | undefined} headers folder that node-gyp may use as `nodedir`; undefined: it
 *   has to download the headers
 * @property {string} abi version of the binary interface: compiled modules fit only this one
 */

/**
 * A Node that n8n runs on: the running one if it is new enough, else one from the npm registry.
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<NodeInstallation>}
 */
export async function ensureNode({ signal } = {}) {
	const runningMajor = Number(process.versions.node.split('.')[0]);
	if (runningMajor >= N8N_MINIMUM_NODE_MAJOR) return await describe(process.execPath);

	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const folder = join(cacheFolder(), `${name}-${NODE_VERSION}`);
	if (!isInstalled(folder)) {
		await withProgress(`Installing Node ${NODE_VERSION}, which n8n needs`, () =>
			installOnce(folder, (unfinished) => installNode(unfinished, name, signal), { signal }),
		);
	}
	return await describe(executable(folder, name));
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {AbortSignal | undefined} signal
 */
async function installNode(folder, name, signal) {
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const step = `Installing Node ${NODE_VERSION} for n8n`;
	try {
		// These packages need no script; a user's settings must not decide about that.
		const args = [
			'install',
			`${name}@${NODE_VERSION}`,
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
		];
		await npm(args, { cwd: folder, signal });
		await run(executable(folder, name), ['--version'], { signal });
	} catch (error) {
		throw explainNpm(step, error);
	}
}

/**
 * @param {string} folder
 * @param {string} name
 */
function executable(folder, name) {
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	return join(folder, 'node_modules', name, 'bin', file);
}

/** @param {string} path */
async function describe(path) {
	const { stdout } = await run(path, ['-p', 'process.versions.modules']);
	const folder = dirname(dirname(path));
	const headers = existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
	return { path, headers, abi: stdout.trim() };
}
