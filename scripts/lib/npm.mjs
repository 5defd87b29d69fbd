import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { run } from './run.mjs';

/**
 * @typedef {object} NpmOptions
 * @property {string} cwd
 * @property {string} [node] path of the executable that npm runs on, so that whatever it compiles fits that one
 * @property {Record<string, string | undefined>} [env]
 * @property {AbortSignal} [signal]
 */

/**
 * Runs npm.
 * @param {string[]} args
 * @param {NpmOptions} options
 */
export async function npm(args, { cwd, node = process.execPath, env = process.env, signal }) {
	// Windows calls it "Path"; two spellings in one environment would leave it to chance which one wins.
	const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	const path = [dirname(node), env[key] ?? ''].join(delimiter);
	const options = { cwd, env: { ...env, [key]: path }, signal };
	const script = npmScript();
	// On Windows `npm` is a .cmd file, which cannot be started without a shell: prefer the script.
	if (script) return await run(node, [script, ...args], options);
	return await run('npm', args, options);
}

/**
 * Installs packages into a folder of their own. Their scripts are not run, whatever a user's settings say.
 * @param {string} folder
 * @param {{ dependencies: Record<string, string>, overrides?: Record<string, string> }} wanted as in package.json
 * @param {Omit<NpmOptions, 'cwd'>} options
 */
export async function installPackages(folder, wanted, options) {
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, ...wanted }));
	const args = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
	await npm(['install', ...args], { ...options, cwd: folder });
}

/** npm's own entry file: the npm that runs us, or the one that came with this Node. */
function npmScript() {
	const runsUs = process.env.npm_execpath ?? '';
	const besideNode = dirname(process.execPath);
	return [
		basename(runsUs) === 'npm-cli.js' ? runsUs : '',
		join(besideNode, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(besideNode, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
	].find((candidate) => candidate !== '' && existsSync(candidate));
}
