import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { withCheckout } from './lock.mjs';
import { StepError } from './step-error.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, extraneous?: boolean }>} Packages by their paths */

/**
 * Installs what package-lock.json lists, unless exactly that is installed. npm itself shows how far it is.
 * @param {AbortSignal} signal
 */
export async function ensureDependencies(signal) {
	await withCheckout(signal, async () => {
		if (await dependenciesMatch()) return;
		console.log('Installing this project’s development tools (usually 1 minute).');
		const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
		// On Windows npm is a script, which only a shell starts.
		const shell = process.platform === 'win32';
		const npm = spawn('npm', args, { cwd: projectFolder, stdio: 'inherit', shell });
		signal.addEventListener('abort', () => npm.kill(), { once: true });
		const [exitCode] = await once(npm, 'close');
		signal.throwIfAborted();
		if (exitCode === 0) return;
		throw new StepError(
			'The development tools could not be installed: npm says above why.',
			'Once that is mended, run the same command again.',
		);
	});
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
