import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import { run } from './run';

export interface NpmOptions {
	cwd: string;
	/** The executable that npm runs on, so that whatever it compiles fits that one; default: the running one. */
	node?: string;
	env?: NodeJS.ProcessEnv;
	signal?: AbortSignal;
}

/** @throws CommandError when npm ends with something else than 0 */
export async function npm(
	args: string[],
	{ cwd, node = process.execPath, env = process.env, signal }: NpmOptions,
): Promise<{ stdout: string; stderr: string }> {
	// Windows calls it "Path"; two spellings in one environment would leave it to chance which one wins.
	const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	const path = [dirname(node), env[key] ?? ''].join(delimiter);
	const options = { cwd, env: { ...env, [key]: path }, signal };
	// What failed is told by what npm prints, also below `npm start --silent`.
	const audible = [...args, '--loglevel=error'];
	const script = npmScript();
	// On Windows `npm` is a .cmd file, which cannot be started without a shell: prefer the script.
	return script
		? await run(node, [script, ...audible], options)
		: await run('npm', audible, options);
}

/** What is installed beside nothing else, as in package.json. */
interface Wanted {
	dependencies: Record<string, string>;
	overrides?: Record<string, string>;
}

/** Installs packages into a folder of their own. Their scripts are not run, whatever a user's settings say. */
export async function installPackages(
	wanted: Wanted,
	{ cwd, ...options }: NpmOptions,
): Promise<void> {
	await writeFile(join(cwd, 'package.json'), JSON.stringify({ private: true, ...wanted }));
	const args = ['--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
	await npm(['install', ...args], { cwd, ...options });
}

/** npm's own entry file: the npm that runs us, or the one that came with this Node. */
function npmScript(): string | undefined {
	const runsUs = process.env.npm_execpath ?? '';
	const besideNode = dirname(process.execPath);
	return [
		...(basename(runsUs) === 'npm-cli.js' ? [runsUs] : []),
		join(besideNode, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(besideNode, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
	].find(existsSync);
}
