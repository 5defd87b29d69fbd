import { existsSync } from 'node:fs';
import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainNpm } from './explain-npm.mjs';
import { cacheFolder } from './folders.mjs';
import { installOnce, isInstalled } from './install-once.mjs';
import { ensureNode } from './install-node.mjs';
import { overridesFor, readDeviations, writeDeviations } from './n8n-dependencies.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { run } from './run.mjs';
import { StepError } from './step-error.mjs';
import { N8N_VERSION, needsOf } from './versions.mjs';

/** n8n takes 2.9 GB; npm needs room for its own cache beside it. */
const NEEDED_BYTES = 4e9;

/** Modules that consist of C++ and that an n8n which has them does not start without, as it is. */
const COMPILED = ['sqlite3', 'isolated-vm'];

/**
 * @typedef {object} N8nInstallation
 * @property {string} node the executable that runs n8n
 * @property {string} nodeVersion e.g. "24.21.0"
 * @property {string} script n8n's entry file: `node script start`
 * @property {string} version
 * @property {Record<string, string>} environment settings that this installation needs in order to run
 * @property {string[]} remarks what is different from what n8n's own package.json asks for
 */

/**
 * An n8n in the cache folder; installed on the first call, which takes minutes and about 3 GB.
 * Versions live side by side.
 * @param {{ version?: string, signal?: AbortSignal }} [options] version: the one that `npm start` runs,
 *   if there is none here
 * @returns {Promise<N8nInstallation>}
 */
export async function ensureN8n({ version = N8N_VERSION, signal } = {}) {
	const node = await ensureNode(needsOf(version).node, { signal });
	const folder = folderOf(version, node);
	await installOnce(folder, (unfinished) => installN8n(unfinished, version, node, signal), {
		signal,
		onWait: () => console.log(`  Another process is installing n8n ${version}; waiting for it.`),
		onDiscard: () => console.log(`  Removing the unfinished installation of n8n ${version}.`),
	});
	return {
		node: node.path,
		nodeVersion: node.version,
		script: scriptIn(folder),
		version,
		...(await readDeviations(folder)),
	};
}

/** Whether `ensureN8n` would return at once. */
export async function isN8nInstalled() {
	return isInstalled(folderOf(N8N_VERSION, await ensureNode(needsOf(N8N_VERSION).node)));
}

/**
 * @param {string} version
 * @param {import('./install-node.mjs').NodeInstallation} node
 */
function folderOf(version, { abi }) {
	return join(cacheFolder(), `n8n-${version}-${process.platform}-${process.arch}-abi${abi}`);
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {import('./install-node.mjs').NodeInstallation} node
 * @param {AbortSignal | undefined} signal
 */
async function installN8n(folder, version, node, signal) {
	await assertSpace(folder);
	const overrides = await overridesFor(version, signal);
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, overrides }));
	const env = {
		...process.env,
		npm_config_nodedir: node.headers ?? process.env.npm_config_nodedir,
	};
	const where = { cwd: folder, node: node.path, env, signal };

	// n8n depends on hundreds of packages with scripts that download or compile things which are not
	// needed here, and one that cannot be downloaded stops everything. So: no scripts, then exactly
	// those that count.
	await step(`Downloading n8n ${version}`, 'usually 2 to 5 minutes, 3 GB, only once', () =>
		npm(
			['install', `n8n@${version}`, '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'],
			where,
		),
	);
	const replaced = Object.entries(overrides)
		.filter(([name]) => existsSync(join(folder, 'node_modules', name)))
		.map(([name, used]) => `${name} ${used} from the npm registry`);
	const { environment, remarks } = await compileAll(folder, version, where);
	await step('Checking the installation', undefined, () =>
		check(folder, version, { node: node.path, environment, signal }),
	);
	await writeDeviations(folder, { environment, remarks: [...replaced, ...remarks] });
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {{ cwd: string, node: string, env: Record<string, string | undefined>, signal?: AbortSignal }} where
 * @returns {Promise<import('./n8n-dependencies.mjs').Deviations>} what had to be left out
 */
async function compileAll(folder, version, where) {
	/** @type {import('./n8n-dependencies.mjs').Deviations} */
	const deviations = { environment: {}, remarks: [] };
	for (const name of COMPILED) {
		if (!existsSync(join(folder, 'node_modules', name))) continue;
		try {
			await step(`Compiling n8n’s ${name}`, 'usually 1 minute, only once', () =>
				compile(name, folder, where),
			);
		} catch (error) {
			where.signal?.throwIfAborted();
			const settings = needsOf(version).dispensable[name];
			if (settings === undefined) throw error;
			Object.assign(deviations.environment, settings);
			deviations.remarks.push(`without ${name}, which does not compile here`);
		}
	}
	return deviations;
}

/**
 * `npm rebuild` also ends with 0 when it skipped a package, so see what came out.
 * @param {string} name
 * @param {string} folder
 * @param {{ cwd: string, node: string, env: Record<string, string | undefined>, signal?: AbortSignal }} where
 */
async function compile(name, folder, where) {
	await npm(['rebuild', name, '--ignore-scripts=false'], where);
	await run(where.node, ['-e', `require('${name}')`], {
		cwd: join(folder, 'node_modules', 'n8n'),
		signal: where.signal,
	});
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {{ node: string, environment: Record<string, string>, signal?: AbortSignal }} how
 */
async function check(folder, version, { node, environment, signal }) {
	const { stdout } = await run(node, [scriptIn(folder), '--version'], {
		cwd: folder,
		env: { ...process.env, ...environment },
		signal,
	});
	if (!stdout.includes(version)) {
		throw new StepError(`n8n was installed, but does not say its version:\n${stdout}`);
	}
}

/** @param {string} folder */
const scriptIn = (folder) => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

/** @param {string} folder */
async function assertSpace(folder) {
	await mkdir(folder, { recursive: true });
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	if (free >= NEEDED_BYTES) return;
	throw new StepError(
		`n8n needs ${NEEDED_BYTES / 1e9} GB of disk space, but ${cacheFolder()} has ${(free / 1e9).toFixed(1)} GB.`,
		'Free some space, or set N8N_NODES_APIVIDEO_CACHE to a folder on another disk.',
	);
}

/**
 * @param {string} label
 * @param {string | undefined} hint
 * @param {() => Promise<unknown>} work
 */
async function step(label, hint, work) {
	try {
		await withProgress(label, work, { hint });
	} catch (error) {
		throw explainNpm(label, error);
	}
}
