/**
 * `npm run proof -- <command>`: shows, with real ones, that the package works where people run it.
 *
 *   npm run proof -- versions                      in every n8n of the table in docs/compatibility.md,
 *                                                  which this run writes
 *   npm run proof -- versions 2.8.4 2.41.1         in these only; nothing is written
 *   npm run proof -- versions --package <tarball>  with what `npm pack` made elsewhere; nothing is written
 *   npm run proof -- versions --only outage        these checks only, by words of their titles; nothing is written
 *   npm run proof -- security                      secrets are planted, and searched for
 *   npm run proof -- queue                         n8n in queue mode, with Redis and PostgreSQL; writes
 *                                                  docs/scaling.md
 *   npm run proof -- queue --scale 0.05 large      less of everything, one part; nothing is written
 *   npm run proof -- modes                         in every way n8n keeps files
 *   npm run proof -- place                         behind a proxy of a company, and on IPv6
 *
 * Ends with 0 when everything is ok, and with 1 otherwise, also when an n8n could not be installed.
 */
import { interruption, INTERRUPTED } from './lib/interruption.mjs';
import { ensureDependencies } from './lib/project.mjs';
import { StepError } from './lib/step-error.mjs';

/** @type {Record<string, (args: string[], signal: AbortSignal) => Promise<import('./proof/findings.mjs').Section>>} */
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
};

/**
 * A part in TypeScript. It is imported only when it is wanted: before, tsx may not have been installed.
 * @param {string} file
 */
async function load(file) {
	const { tsImport } = await import('tsx/esm/api');
	return await tsImport(file, import.meta.url);
}

const [name = '', ...args] = process.argv.slice(2);
const signal = interruption();

try {
	const command = commands[name];
	if (!command) {
		throw new StepError(
			`There is no proof called '${name}'.`,
			`There is: ${Object.keys(commands).join(', ')}. For example: npm run proof -- versions`,
		);
	}
	await ensureDependencies({ signal });
	const { findings } = await command(args, signal);
	process.exitCode = findings.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
	process.exitCode = signal.aborted ? INTERRUPTED : 1;
	if (!signal.aborted) console.error(error instanceof StepError ? `\n${error.toText()}` : error);
}
