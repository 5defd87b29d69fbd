import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainNpm } from './explain-npm.mjs';
import { cacheFolder } from './folders.mjs';
import { installOnce, isInstalled } from './install-once.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} NodeInstallation
 * @property {string} path the executable
 * @property {string | undefined} headers folder that node-gyp may use as `nodedir`; undefined: it
 *   has to download the headers
 * @property {string} version e.g. "24.21.0"
 * @property {string} abi version of the binary interface: compiled modules fit only this one
 */

/**
 * A Node that an n8n runs on: the running one if its major version fits, else one from the npm
 * registry, in a folder of its own.
 * @param {import('./versions.mjs').Needs['node']} wanted
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<NodeInstallation>}
 */
export async function ensureNode({ version, oldest, newest }, { signal } = {}) {
	const runningMajor = Number(process.versions.node.split('.')[0]);
	if (runningMajor >= oldest && runningMajor <= newest) return await describe(process.execPath);

	const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
	const folder = join(cacheFolder(), `${name}-${version}`);
	if (!isInstalled(folder)) {
		await withProgress(`Installing Node ${version}, which n8n needs`, () =>
			installOnce(folder, (unfinished) => installNode(unfinished, { name, version }, signal), {
				signal,
			}),
		);
	}
	return await describe(executable(folder, name));
}

/**
 * @param {string} folder
 * @param {{ name: string, version: string }} wanted
 * @param {AbortSignal | undefined} signal
 */
async function installNode(folder, { name, version }, signal) {
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const step = `Installing Node ${version} for n8n`;
	try {
		// These packages need no script; a user's settings must not decide about that.
		const args = ['install', `${name}@${version}`, '--ignore-scripts', '--no-audit', '--no-fund'];
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
	const { stdout } = await run(path, [
		'-p',
		'process.versions.node + " " + process.versions.modules',
	]);
	const [version, abi] = stdout.trim().split(' ');
	const folder = dirname(dirname(path));
	const headers = existsSync(join(folder, 'include', 'node', 'node.h')) ? folder : undefined;
	return { path, headers, version, abi };
}
