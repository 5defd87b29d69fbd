import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, temporaryFolder } from './folders.mjs';
import { withCheckout } from './lock.mjs';
import { npmFailure } from './npm-failure.mjs';

/** Milliseconds after which npm is ended that was asked to end: it installs on for a while. */
const GRACE = 3000;

/** @typedef {Record<string, { version?: string, optional?: boolean, extraneous?: boolean }>} Packages by their paths */

/**
 * Installs what package-lock.json lists, unless exactly that is installed. npm itself shows how far it is.
 * @param {AbortSignal} signal
 */
export async function ensureDependencies(signal) {
	await withCheckout(signal, async () => {
		if (await dependenciesMatch()) return;
		console.log('Installing this project’s development tools (usually 1 minute).');
		const logs = await temporaryFolder('npm');
		const exitCode = await npmCi(logs, signal);
		// Where it failed npm has just named its log, which stays.
		if (exitCode === 0 || signal.aborted) await rm(logs, { recursive: true, maxRetries: 3 });
		signal.throwIfAborted();
		if (exitCode === 0) return;
		const label = 'Installing this project’s development tools';
		throw npmFailure(label, exitCode, await errorsIn(logs));
	});
}

/**
 * @param {string} logs folder
 * @param {AbortSignal} signal
 * @returns {Promise<number | null>} the exit code
 */
async function npmCi(logs, signal) {
	const args = ['ci', '--include=dev', '--no-audit', '--no-fund', `--logs-dir=${logs}`];
	// On Windows npm is a script, which only a shell starts.
	const shell = process.platform === 'win32';
	const npm = spawn('npm', args, { cwd: projectFolder, stdio: 'inherit', shell });
	const kill = () => npm.kill('SIGKILL');
	// Who does not wait for it does not leave it behind.
	process.once('exit', kill);
	const stop = () => {
		npm.kill();
		setTimeout(kill, GRACE).unref();
	};
	signal.addEventListener('abort', stop, { once: true });
	const [exitCode] = await once(npm, 'close');
	signal.removeEventListener('abort', stop);
	process.off('exit', kill);
	return exitCode;
}

/**
 * @param {string} logs folder
 * @returns {Promise<string>} what npm has logged of errors
 */
async function errorsIn(logs) {
	const files = await readdir(logs);
	const texts = await Promise.all(files.map((name) => readFile(join(logs, name), 'utf8')));
	return texts
		.join('\n')
		.split('\n')
		.filter((line) => /^\d+ error /.test(line))
		.join('\n');
}

/**
 * npm writes node_modules/.package-lock.json when it is done, and removes it when it begins anew: after an interruption it is
 * missing. Versions are compared rather than times, which a `git checkout` changes.
 */
async function dependenciesMatch() {
	const wanted = await packagesIn('package-lock.json');
	const present = await packagesIn(join('node_modules', '.package-lock.json'));
	const all = Object.entries(wanted).every(
		([path, { version, optional, extraneous }]) =>
			path === '' || optional || extraneous || present[path]?.version === version,
	);
	return all && '' in wanted;
}

/**
 * @param {string} lockfile
 * @returns {Promise<Packages>}
 */
async function packagesIn(lockfile) {
	try {
		return JSON.parse(await readFile(join(projectFolder, lockfile), 'utf8')).packages;
	} catch {
		return {};
	}
}
