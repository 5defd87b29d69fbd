/**
 * `npm run proof -- <command>`: shows, with real ones, that the package works where people run it.
 *
 *   npm run proof                                  all of them, about an hour and a half; each writes its chapter of
 *                                                  docs/reliability.md
 *   npm run proof -- versions                      one: here in every n8n of the table in docs/compatibility.md,
 *                                                  which this run writes, too
 *   npm run proof -- versions 2.8.4 2.41.1         in these only; nothing is written
 *   npm run proof -- versions --package <tarball>  with what `npm pack` made elsewhere; nothing is written
 *   npm run proof -- versions --only outage        these checks only, by words of their titles; nothing is written
 *   npm run proof -- security                      secrets are planted, and searched for
 *   npm run proof -- queue                         n8n in queue mode, with Redis and PostgreSQL; writes
 *                                                  docs/scaling.md
 *   npm run proof -- queue --scale 0.05 large      less of everything, one part; nothing is written
 *   npm run proof -- modes                         n8n keeping files in memory, a folder, the database, S3
 *   npm run proof -- place                         behind a proxy of a company, and on IPv6
 *   npm run proof -- crowds                        many executions at once under the rate limit: half an hour
 *   npm run proof -- crowds --scale 0.2            fewer of them; nothing is written
 *   npm run proof -- soak                          ten minutes of mixed work with faults
 *   npm run proof -- soak --minutes 1              less of it; nothing is written
 *
 * With anything behind the name of a proof, nothing is written. Ends with 0 when everything is ok or has its reason why it
 * cannot be, and with 1 otherwise, also when an n8n could not be installed.
 */
import { fileURLToPath } from 'node:url';
import { interruption, INTERRUPTED } from './lib/interruption.mjs';
import { ensureDependencies } from './lib/project.mjs';
import { StepError } from './lib/step-error.mjs';
import { isWell } from './proof/findings.mjs';

/** @typedef {(args: string[], signal: AbortSignal) => Promise<import('./proof/findings.mjs').Section>} Proof */

/** In the order of the page. @type {Record<string, Proof>} */
const commands = {
	versions: async (args, signal) => {
		const { proveVersions } = await import('./proof/versions.mjs');
		return await proveVersions(args, signal);
	},
	security: async (args, signal) => {
		const { proveSecurity } = await load('./proof/security.ts');
		return await proveSecurity(args, signal);
	},
	queue: async (args, signal) => {
		const { proveQueue } = await import('./proof/queue.mjs');
		return await proveQueue(args, signal);
	},
	modes: async (args, signal) => {
		const { proveModes } = await load('./proof/modes.ts');
		return await proveModes(args, signal);
	},
	place: async (args, signal) => {
		const { provePlace } = await load('./proof/place.ts');
		return await provePlace(args, signal);
	},
	crowds: async (args, signal) => await (await load('./proof/crowds.ts')).proveCrowds(args, signal),
	soak: async (args, signal) => await (await load('./proof/soak.ts')).proveSoak(args, signal),
};

/**
 * A part in TypeScript. It is imported only when it is wanted: before, tsx may not have been installed.
 * @param {string} file
 */
async function load(file) {
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport(file, import.meta.url);
}

const [name, ...args] = process.argv.slice(2);
const signal = interruption();

/** @returns {Promise<boolean>} whether all is well */
async function prove() {
	const names = Object.keys(commands);
	const command = commands[name];
	if (name !== undefined && !command) {
		throw new StepError(
			`There is no proof called '${name}'.`,
			`There is: ${names.join(', ')}. For example: npm run proof -- versions`,
		);
	}
	await ensureDependencies({ signal });
	if (args.length > 0) return isWell(await command(args, signal));
	/** @type {typeof import('./proof/reliability')} */
	const { proveEverything, proveOne } = await load('./proof/reliability.ts');
	if (!command) return await proveEverything(fileURLToPath(import.meta.url), { names, signal });
	return isWell(await proveOne(name, { names, prove: () => command([], signal), signal }));
}

try {
	process.exitCode = (await prove()) ? 0 : 1;
} catch (error) {
	process.exitCode = signal.aborted ? INTERRUPTED : 1;
	if (!signal.aborted) console.error(error instanceof StepError ? `\n${error.toText()}` : error);
}
