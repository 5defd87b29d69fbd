import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { run } from './run.mjs';

/**
 * Runs npm with the given Node, so that whatever it compiles fits that Node.
 * @param {string[]} args
 * @param {{ cwd: string, node?: string, env?: Record<string, string | undefined>,
 *   signal?: AbortSignal }} options node: path of the executable
 */
export async function npm(args, { cwd, node = process.execPath, env = process.env, signal }) {
	const path = [dirname(node), pathOf(env)].join(delimiter);
	const options = { cwd, env: { ...withoutPath(env), PATH: path }, signal };
	const script = npmScript();
	// On Windows `npm` is a .cmd file, which cannot be started without a shell: prefer the script.
	if (script) return await run(node, [script, ...args], options);
	return await run('npm', args, options);
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

// Windows calls it "Path"; two spellings in one environment would leave it to chance which one wins.
/** @param {Record<string, string | undefined>} env */
const pathKey = (env) => Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';

/** @param {Record<string, string | undefined>} env */
const pathOf = (env) => env[pathKey(env)] ?? '';

/** @param {Record<string, string | undefined>} env */
function withoutPath(env) {
	const { [pathKey(env)]: _path, ...rest } = env;
	return rest;
}
