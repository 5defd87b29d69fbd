import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { npmStep } from './explain-npm.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { CommandError } from './run.mjs';
import { StepError } from './step-error.mjs';

/** @typedef {{ version?: string, optional?: boolean, extraneous?: boolean }} LockedPackage */

/** What the build reads, and what it writes. */
const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js'];
const BUILT = 'dist';

const modules = join(projectFolder, 'node_modules');
const buildStamp = join(modules, '.cache', 'n8n-nodes-apivideo', 'build.json');

/**
 * Installs what package-lock.json lists, unless exactly that is installed.
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function ensureDependencies({ signal } = {}) {
	await oneAtATime(signal, async () => {
		if (await dependenciesMatch()) return;
		const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
		await npmStep(
			'Installing this project’s development tools',
			() => npm(args, { cwd: projectFolder, signal }),
			{ hint: 'usually 1 minute' },
		);
	});
}

/**
 * Builds `dist`, unless it was built from exactly these sources.
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function ensureBuild({ signal } = {}) {
	await oneAtATime(signal, async () => {
		if ((await readFile(buildStamp, 'utf8').catch(() => '')) === (await buildState())) return;
		await npmRun('build', 'Building the node', 'The node does not build.', signal);
		await mkdir(dirname(buildStamp), { recursive: true });
		await writeFile(buildStamp, await buildState());
	});
}

/** @param {{ signal?: AbortSignal }} [options] */
export async function checkTypes({ signal } = {}) {
	await npmRun('typecheck', 'Checking types', 'The types do not fit.', signal);
}

/**
 * Runs a script of package.json.
 * @param {string} script
 * @param {string} label what is being done
 * @param {string} otherwise what is said, with all that was printed, where it ends with something else than 0
 * @param {AbortSignal | undefined} signal
 */
async function npmRun(script, label, otherwise, signal) {
	try {
		await withProgress(label, () => npm(['run', script], { cwd: projectFolder, signal }));
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new StepError(otherwise, '', error.output);
	}
}

/**
 * npm writes node_modules/.package-lock.json when it is done, and removes it when it begins anew:
 * after an interruption it is missing. Versions are compared rather than times, which a
 * `git checkout` changes.
 */
async function dependenciesMatch() {
	const wanted = await packagesIn(join(projectFolder, 'package-lock.json'));
	const present = await packagesIn(join(modules, '.package-lock.json'));
	const all = Object.entries(wanted).every(
		([path, { version, optional, extraneous }]) =>
			path === '' || optional || extraneous || present[path]?.version === version,
	);
	return all && '' in wanted;
}

/**
 * @param {string} lockfile
 * @returns {Promise<Record<string, LockedPackage>>}
 */
async function packagesIn(lockfile) {
	try {
		return JSON.parse(await readFile(lockfile, 'utf8')).packages;
	} catch {
		return {};
	}
}

/** A fingerprint of what goes into the build and of what came out. */
async function buildState() {
	const hash = createHash('sha256');
	for (const name of [...SOURCES, BUILT]) {
		for (const path of await filesUnder(join(projectFolder, name))) {
			hash.update(`${path}\0`).update(await readFile(path));
		}
	}
	return hash.digest('hex');
}

/**
 * @param {string} path a file, a folder or nothing
 * @returns {Promise<string[]>}
 */
async function filesUnder(path) {
	const found = await stat(path).catch(() => undefined);
	if (!found?.isDirectory()) return found ? [path] : [];
	const entries = await readdir(path, { withFileTypes: true, recursive: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

/**
 * Two commands in the same checkout must not install or build at the same time. The lock lies in
 * the cache folder: in the checkout, `npm ci` would remove it or git would show it.
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<void>} work
 */
async function oneAtATime(signal, work) {
	const name = createHash('sha256').update(projectFolder).digest('hex').slice(0, 16);
	await withLock(join(cacheFolder(), `checkout-${name}.lock`), work, {
		signal,
		onWait: () => console.log('  Another command prepares this checkout; waiting for it.'),
	});
}
