import { open, readFile } from 'node:fs/promises';
import { endWithParent } from './folders.mjs';
import { poll } from './poll.mjs';
import { hasEnded, startProcess, stopProcess } from './processes.mjs';
import { StepError } from './step-error.mjs';

/** Milliseconds for the first start, in which n8n makes its database: 10 s on 2 cores, minutes where others use them. */
const START_TIMEOUT = 600_000;

/** Lines of the log that are shown where n8n does not start. */
const LINES = 20;

/**
 * @typedef {object} N8nProcess
 * @property {number} pid also the number of its process group
 * @property {() => Promise<string>} log what it printed so far
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a process of n8n, and waits until it really answers.
 * @param {object} options
 * @param {import('./install-n8n.mjs').N8nInstallation} options.installation
 * @param {string[]} options.args e.g. ['start']
 * @param {string} options.folder in which it runs
 * @param {Record<string, string | undefined>} options.env all of its environment
 * @param {string} options.logFile what it prints goes behind what is there
 * @param {() => Promise<boolean>} options.isReady
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<N8nProcess>}
 */
export async function startN8nProcess(options) {
	const { installation, args, folder, env, logFile, isReady, signal } = options;
	// Its output goes straight into a file: a pipe that nobody empties would stop n8n.
	const handle = await open(logFile, 'a');
	const command = ['--import', endWithParent, installation.script, ...args];
	const child = startProcess(installation.node, command, {
		cwd: folder,
		env,
		stdio: ['pipe', handle.fd, handle.fd],
	});
	await handle.close();
	const log = async () => await readFile(logFile, 'utf8');
	const stop = async () => await stopProcess(child);
	try {
		await poll(
			async () => {
				if (hasEnded(child)) {
					throw new StepError(`n8n ${args[0]} ended while starting.`, '', tail(await log()));
				}
				return (await isReady()) || undefined;
			},
			{ what: `n8n ${args[0]} to answer`, timeoutMilliseconds: START_TIMEOUT, signal },
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return { pid: child.pid ?? 0, log, stop };
}

/** @param {string} text */
const tail = (text) => text.split('\n').slice(-LINES).join('\n');
