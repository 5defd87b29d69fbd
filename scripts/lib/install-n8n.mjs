import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { explainNpm } from './explain-npm.mjs';
import { cacheFolder } from './folders.mjs';
import { installOnce, isInstalled } from './install-once.mjs';
import { ensureNode } from './install-node.mjs';
import { npm } from './npm.mjs';
import { withProgress } from './progress.mjs';
import { run } from './run.mjs';
import { StepError } from './step-error.mjs';
import { N8N_VERSION } from './versions.mjs';

/** n8n takes 2.9 GB; npm needs room for its own cache beside it. */
const NEEDED_BYTES = 4e9;

/** The two modules of n8n that consist of C++ and that it does not start without. */
const COMPILED = ['sqlite3', 'isolated-vm'];

/**
 * @typedef {object} N8nInstallation
 * @property {string} node the executable that runs n8n
 * @property {string} script n8n's entry file: `node script start`
 * @property {string} version
 */

/**
 * n8n in the cache folder; installed on the first call, which takes minutes and about 3 GB.
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<N8nInstallation>}
 */
export async function ensureN8n({ signal } = {}) {
	const node = await ensureNode({ signal });
	const platform = `${process.platform}-${process.arch}-abi${node.abi}`;
	const folder = join(cacheFolder(), `n8n-${N8N_VERSION}-${platform}`);
	await installOnce(folder, (unfinished) => installN8n(unfinished, node, signal), {
		signal,
		onWait: () => console.log('  Another process is installing n8n; waiting for it.'),
		onDiscard: () => console.log('  Removing the unfinished installation of n8n.'),
	});
	return { node: node.path, script: scriptIn(folder), version: N8N_VERSION };
}

/** Whether `ensureN8n` would return at once. */
export async function isN8nInstalled() {
	const { abi } = await ensureNode();
	const platform = `${process.platform}-${process.arch}-abi${abi}`;
	return isInstalled(join(cacheFolder(), `n8n-${N8N_VERSION}-${platform}`));
}

/**
 * @param {string} folder
 * @param {import('./install-node.mjs').NodeInstallation} node
 * @param {AbortSignal | undefined} signal
 */
async function installN8n(folder, node, signal) {
	await assertSpace(folder);
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const env = {
		...process.env,
		npm_config_nodedir: node.headers ?? process.env.npm_config_nodedir,
	};
	const where = { cwd: folder, node: node.path, env, signal };

	// n8n depends on hundreds of packages with scripts that download or compile things which are not
	// needed here, and one that cannot be downloaded stops everything. So: no scripts, then exactly
	// those that count.
	await step(`Downloading n8n ${N8N_VERSION}`, 'usually 2 to 5 minutes, 3 GB, only once', () =>
		npm(
			[
				'install',
				`n8n@${N8N_VERSION}`,
				'--ignore-scripts',
				'--omit=dev',
				'--no-audit',
				'--no-fund',
			],
			where,
		),
	);
	await step('Compiling n8n’s database and sandbox', 'usually 2 minutes, only once', () =>
		npm(['rebuild', ...COMPILED, '--ignore-scripts=false'], where),
	);
	await step('Checking the installation', undefined, () => check(folder, node.path, signal));
}

/**
 * `npm rebuild` also ends with 0 when it skipped a package, so see what came out.
 * @param {string} folder
 * @param {string} node
 * @param {AbortSignal | undefined} signal
 */
async function check(folder, node, signal) {
	const load = COMPILED.map((name) => `require('${name}');`).join(' ');
	await run(node, ['-e', load], { cwd: join(folder, 'node_modules', 'n8n'), signal });
	const { stdout } = await run(node, [scriptIn(folder), '--version'], { cwd: folder, signal });
	if (!stdout.includes(N8N_VERSION)) {
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
