import { existsSync } from 'node:fs';
import { mkdir, readFile, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npmStep } from './explain-npm.mjs';
import { cacheFolder } from './folders.mjs';
import { ensureNode } from './install-node';
import { installOnce } from './install-once';
import { installPackages, npm, type NpmOptions } from './npm.mjs';
import { run } from './run.mjs';
import { StepError } from './step-error.mjs';
import { N8N_VERSION, needsOf, type Needs } from './versions';

/** n8n takes 2.9 GB; npm needs room for its own cache beside it. */
const NEEDED_BYTES = 4e9;

/** Modules that consist of C++ and that an n8n which has them does not start without, as it is. */
const COMPILED = ['sqlite3', 'isolated-vm'];

/** Beside the installation: what was done differently than n8n's own package.json asks for. */
const DEVIATIONS = 'deviations.json';

/** Milliseconds for a host to answer at all. */
const REACH_TIMEOUT = 10_000;

/** What is different from what n8n's own package.json asks for. */
interface Deviations {
	/** Settings that the installation needs in order to run. */
	environment: Record<string, string>;
	/** For people. */
	remarks: string[];
}

export interface N8nInstallation extends Deviations {
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
	const { path: node, headers, ...built } = await ensureNode(needsOf(version).node, signal);
	const name = `n8n-${version}-${process.platform}-${process.arch}-abi${built.abi}`;
	const folder = join(cacheFolder(), name);
	const env = { ...process.env, npm_config_nodedir: headers ?? process.env.npm_config_nodedir };
	await installOnce(folder, (cwd) => installN8n(version, { cwd, node, env, signal }), {
		signal,
		onWait: () => console.log(`  Another process is installing n8n ${version}; waiting for it.`),
	});
	// An installation made before there were any has no such file.
	const text = await readFile(join(folder, DEVIATIONS), 'utf8').catch(() => '');
	const none = { environment: {}, remarks: [] };
	const deviations = text === '' ? none : (JSON.parse(text) as Deviations);
	return { node, nodeVersion: built.version, script: scriptIn(folder), version, ...deviations };
}

/**
 * n8n depends on hundreds of packages with scripts that download or compile things which are not
 * needed here, and one that cannot be downloaded stops everything. So: no scripts, then exactly
 * those that count.
 */
async function installN8n(version: string, where: Where): Promise<void> {
	const { cwd, node, signal } = where;
	const needs = needsOf(version);
	await assertSpace(cwd);
	const overrides = await overridesFor(needs, signal);
	await npmStep(
		`Downloading n8n ${version}`,
		() => installPackages(cwd, { dependencies: { n8n: version }, overrides }, where),
		{ hint: 'usually 2 to 5 minutes, 3 GB, only once' },
	);
	const deviations = await compileAll(needs, where);
	const replaced = Object.entries(overrides)
		.filter(([name]) => existsSync(join(cwd, 'node_modules', name)))
		.map(([name, used]) => `${name} ${used} from the npm registry`);
	await npmStep('Checking the installation', async () => {
		const env = { ...process.env, ...deviations.environment };
		const { stdout } = await run(node, [scriptIn(cwd), '--version'], { cwd, env, signal });
		if (stdout.includes(version)) return;
		throw new StepError(`n8n was installed, but does not say its version:\n${stdout}`);
	});
	const remarks = [...replaced, ...deviations.remarks];
	await writeFile(join(cwd, DEVIATIONS), JSON.stringify({ ...deviations, remarks }));
}

/**
 * Packages that have to come from the npm registry, as the host that n8n names for them cannot be
 * reached. Asked before, because npm notices only after minutes.
 *
 * @returns name and version, as npm's `overrides`
 */
async function overridesFor(
	{ replacements }: Needs,
	signal = new AbortController().signal,
): Promise<Record<string, string>> {
	const overrides: Record<string, string> = {};
	for (const { name, host, version } of replacements) {
		const limit = AbortSignal.any([signal, AbortSignal.timeout(REACH_TIMEOUT)]);
		await fetch(host, { method: 'HEAD', signal: limit }).catch(() => {
			signal.throwIfAborted();
			overrides[name] = version;
		});
	}
	return overrides;
}

/** @returns what had to be left out */
async function compileAll({ dispensable }: Needs, where: Where): Promise<Deviations> {
	const deviations: Deviations = { environment: {}, remarks: [] };
	for (const name of COMPILED) {
		if (!existsSync(join(where.cwd, 'node_modules', name))) continue;
		const hint = 'usually 1 minute, only once';
		try {
			await npmStep(`Compiling n8n’s ${name}`, () => compile(name, where), { hint });
		} catch (error) {
			where.signal?.throwIfAborted();
			if (!(name in dispensable)) throw error;
			Object.assign(deviations.environment, dispensable[name]);
			deviations.remarks.push(`without ${name}, which does not compile here`);
		}
	}
	return deviations;
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
