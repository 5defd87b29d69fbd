import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainNpm } from './explain-npm.mjs';
import { cacheFolder, projectFolder } from './folders.mjs';
import { withLock } from './lock.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { CommandError } from './run.mjs';
import { StepError } from './step-error.mjs';

/** @typedef {{ version?: string, optional?: boolean, extraneous?: boolean }} LockedPackage */

/** What the build reads, and what it writes. */
const SOURCES = ['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js'];
const BUILT = ['dist'];

const buildStamp = join(
	projectFolder,
	'node_modules',
	'.cache',
	'n8n-nodes-apivideo',
	'build.json',
);

/**
 * Installs what package-lock.json lists, unless exactly that is installed.
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function ensureDependencies({ signal } = {}) {
	await oneAtATime(signal, async () => {
		if (await dependenciesMatch()) return;
		const step = 'Installing this project’s development tools';
		try {
			await withProgress(step, () => installDependencies(signal), { hint: 'usually 1 minute' });
		} catch (error) {
			throw explainNpm(step, error);
		}
	});
}

/** @param {AbortSignal | undefined} signal */
async function installDependencies(signal) {
	const options = ['--include=dev', '--no-audit', '--no-fund'];
	const where = { cwd: projectFolder, signal };
	try {
		await npm(['ci', ...options], where);
	} catch (error) {
		// A lock file made where the package of some other platform could not be had is refused by
		// `npm ci`, although everything for this platform is in it. This takes it, and keeps it as is.
		if (!(error instanceof CommandError) || !error.output.includes('EUSAGE')) throw error;
		// `npm ci` begins with this; `npm install` would keep packages that an interrupted run wrote by half.
		await rm(join(projectFolder, 'node_modules'), { recursive: true, force: true });
		await npm(['install', '--no-save', ...options], where);
	}
}

/**
 * Builds `dist`, unless it was built from exactly these sources.
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function ensureBuild({ signal } = {}) {
	await oneAtATime(signal, async () => {
		if ((await readFile(buildStamp, 'utf8').catch(() => '')) === (await buildState())) return;
		try {
			await withProgress('Building the node', () =>
				npm(['run', 'build'], { cwd: projectFolder, signal }),
			);
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			throw new StepError('The node does not build.', '', error.output);
		}
		await mkdir(dirname(buildStamp), { recursive: true });
		await writeFile(buildStamp, await buildState());
	});
}

/**
 * npm writes node_modules/.package-lock.json when it is done, and removes it when it begins anew:
 * after an interruption it is missing. Versions are compared rather than times, which a
 * `git checkout` changes.
 */
async function dependenciesMatch() {
	const wanted = await packagesIn(join(projectFolder, 'package-lock.json'));
	const present = await packagesIn(join(projectFolder, 'node_modules', '.package-lock.json'));
	if (!wanted || !present) return false;
	return Object.entries(wanted).every(
		([path, { version, optional, extraneous }]) =>
			path === '' || optional || extraneous || present[path]?.version === version,
	);
}

/**
 * @param {string} lockfile
 * @returns {Promise<Record<string, LockedPackage> | undefined>}
 */
async function packagesIn(lockfile) {
	try {
		return JSON.parse(await readFile(lockfile, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

/** Fingerprints of what goes into the build and of what came out. */
async function buildState() {
	const [sources, built] = await Promise.all([fingerprint(SOURCES), fingerprint(BUILT)]);
	return JSON.stringify({ sources, built });
}

/** @param {string[]} names files and folders of the project */
async function fingerprint(names) {
	const hash = createHash('sha256');
	for (const name of names) {
		for (const path of await filesUnder(join(projectFolder, name))) {
			hash
				.update(path)
				.update('\0')
				.update(await readFile(path))
				.update('\0');
		}
	}
	return hash.digest('hex');
}

/**
 * @param {string} path a file, a folder or nothing
 * @returns {Promise<string[]>}
 */
async function filesUnder(path) {
	try {
		const entries = await readdir(path, { withFileTypes: true, recursive: true });
		return entries
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.sort();
	} catch (error) {
		const { code } = /** @type {NodeJS.ErrnoException} */ (error);
		if (code === 'ENOTDIR') return [path];
		if (code === 'ENOENT') return [];
		throw error;
	}
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
