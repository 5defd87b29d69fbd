import { existsSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './folders.mjs';
import { ensureNode } from './install-node';
import { installOnce } from './install-once';
import { installPackages, npm, type NpmOptions } from './npm';
import { npmStep } from './npm-step';
import { run } from './run';
import { StepError } from './step-error.mjs';
import { N8N_VERSION, needsOf, type Needs } from './versions';

/** n8n takes 2.9 GB; npm needs room for its own cache beside it. */
const NEEDED_BYTES = 4e9;

export interface N8nInstallation extends Pick<Needs, 'environment' | 'remarks'> {
	/** The executable that runs n8n. */
	node: string;
	/** e.g. "24.21.0" */
	nodeVersion: string;
	/** n8n's entry file: `node script start` */
	script: string;
	version: string;
}

type Where = NpmOptions & { node: string };

/**
 * An n8n in the cache folder; installed on the first call, which takes minutes and about 3 GB.
 * Versions live side by side.
 *
 * @param options version: default is the one that `npm start` runs
 */
export async function ensureN8n({
	version = N8N_VERSION,
	signal,
}: { version?: string; signal?: AbortSignal } = {}): Promise<N8nInstallation> {
	const needs = needsOf(version);
	const { path: node, headers, ...built } = await ensureNode(needs.node, signal);
	const name = `n8n-${version}-${process.platform}-${process.arch}-abi${built.abi}`;
	const folder = join(cacheFolder(), name);
	const env = { ...process.env, npm_config_nodedir: headers ?? process.env.npm_config_nodedir };
	await installOnce(folder, (cwd) => installN8n(version, { cwd, node, env, signal }), {
		signal,
		onWait: () => console.log(`  Another process is installing n8n ${version}; waiting for it.`),
	});
	const { environment, remarks } = needs;
	const script = scriptIn(folder);
	return { node, nodeVersion: built.version, script, version, environment, remarks };
}

/**
 * n8n depends on hundreds of packages with scripts that download or compile things which are not
 * needed here, and one that cannot be downloaded stops everything. So: no scripts, then exactly
 * those that count.
 */
async function installN8n(version: string, where: Where): Promise<void> {
	const { cwd, node, signal } = where;
	const { overrides, compiled, environment } = needsOf(version);
	await assertSpace(cwd);
	await npmStep(
		`Downloading n8n ${version}`,
		() => installPackages({ dependencies: { n8n: version }, overrides }, where),
		'usually 2 to 5 minutes, 3 GB, only once',
	);
	for (const name of compiled.filter((one) => existsSync(join(cwd, 'node_modules', one)))) {
		const hint = 'usually 1 minute, only once';
		await npmStep(`Compiling n8n’s ${name}`, () => compile(name, where), hint);
	}
	await npmStep('Checking the installation', async () => {
		const env = { ...process.env, ...environment };
		const { stdout } = await run(node, [scriptIn(cwd), '--version'], { cwd, env, signal });
		if (stdout.includes(version)) return;
		throw new StepError(`n8n was installed, but does not say its version:\n${stdout}`);
	});
}

/** `npm rebuild` also ends with 0 when it skipped a package, so see what came out. */
async function compile(name: string, where: Where): Promise<void> {
	await npm(['rebuild', name, '--ignore-scripts=false'], where);
	const cwd = join(where.cwd, 'node_modules', 'n8n');
	await run(where.node, ['-e', `require('${name}')`], { cwd, signal: where.signal });
}

const scriptIn = (folder: string) => join(folder, 'node_modules', 'n8n', 'bin', 'n8n');

async function assertSpace(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	if (free >= NEEDED_BYTES) return;
	throw new StepError(
		`n8n needs ${NEEDED_BYTES / 1e9} GB of disk space, but ${cacheFolder()} has ${(free / 1e9).toFixed(1)} GB.`,
		'Free some space, or set N8N_NODES_APIVIDEO_CACHE to a folder on another disk.',
	);
}
