import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { needsOf } from './versions.mjs';

/** Beside the installation: what was done differently than n8n's own package.json asks for. */
const DEVIATIONS = 'deviations.json';

/** Milliseconds for a host to answer at all. */
const REACH_TIMEOUT = 10_000;

/**
 * @typedef {object} Deviations
 * @property {Record<string, string>} environment settings that this installation needs in order to run
 * @property {string[]} remarks what is different, for people
 */

/**
 * Packages that have to come from the npm registry, as the host that n8n names for them cannot be
 * reached. Asked before, because npm notices only after minutes.
 * @param {string} n8nVersion
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Record<string, string>>} name and version, as npm's `overrides`
 */
export async function overridesFor(n8nVersion, signal) {
	/** @type {Record<string, string>} */
	const overrides = {};
	for (const { name, host, version } of needsOf(n8nVersion).replacements) {
		if (!(await isReachable(host, signal))) overrides[name] = version;
	}
	return overrides;
}

/**
 * @param {string} host
 * @param {AbortSignal | undefined} signal
 */
async function isReachable(host, signal) {
	const limit = AbortSignal.timeout(REACH_TIMEOUT);
	try {
		await fetch(host, {
			method: 'HEAD',
			signal: signal ? AbortSignal.any([signal, limit]) : limit,
		});
		return true;
	} catch {
		signal?.throwIfAborted();
		return false;
	}
}

/**
 * @param {string} folder of the installation
 * @param {Deviations} deviations
 */
export async function writeDeviations(folder, deviations) {
	await writeFile(join(folder, DEVIATIONS), `${JSON.stringify(deviations, null, '\t')}\n`);
}

/**
 * @param {string} folder of the installation
 * @returns {Promise<Deviations>}
 */
export async function readDeviations(folder) {
	// An installation made before there were any has no such file.
	const text = await readFile(join(folder, DEVIATIONS), 'utf8').catch(() => '');
	return text === '' ? { environment: {}, remarks: [] } : JSON.parse(text);
}
