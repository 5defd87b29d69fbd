import { open, readFile } from 'node:fs/promises';
import { endWithParent } from './folders.mjs';
import type { N8nInstallation } from './install-n8n';
import { poll } from './poll.mjs';
import { hasEnded, startProcess, stopProcess } from './processes';
import { StepError } from './step-error.mjs';

/** Milliseconds for the first start, in which n8n makes its database: 10 s on 2 cores, minutes where others use them. */
const START_TIMEOUT = 600_000;

/** Lines of the log that are shown where n8n does not start. */
const LINES = 20;

export interface N8nProcess {
	/** Also the number of its process group. */
	pid: number;
	/** What it printed so far. */
	log(): Promise<string>;
	stop(): Promise<void>;
}

/** Starts a process of n8n, and waits until it really answers. */
export async function startN8nProcess(options: {
	installation: N8nInstallation;
	/** e.g. ['start'] */
	args: string[];
	/** In which it runs. */
	folder: string;
	/** All of its environment. */
	env: Record<string, string | undefined>;
	/** What it prints goes behind what is there. */
	logFile: string;
	isReady: () => Promise<boolean>;
	signal?: AbortSignal;
}): Promise<N8nProcess> {
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
					const tail = (await log()).split('\n').slice(-LINES).join('\n');
					throw new StepError(`n8n ${args[0]} ended while starting.`, '', tail);
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
