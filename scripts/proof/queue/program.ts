import { open, readFile } from 'node:fs/promises';
import { poll } from '../../lib/poll.mjs';
import { hasEnded, startProcess, stopProcess } from '../../lib/processes';
import { StepError } from '../../lib/step-error.mjs';
import type { Programs } from './programs';

/** Milliseconds for a server to answer. */
const START_TIMEOUT = 60_000;

/**
 * Starts a server that is no program of Node. It ends with this process, however that ends.
 *
 * @returns by: what asks it to end
 */
export async function startProgram(options: {
	programs: Programs;
	/** Path and arguments. */
	command: string[];
	/** As whom it runs; default: as this process. */
	user?: string;
	/** The folder in which it runs. */
	folder: string;
	logFile: string;
	isReady: () => Promise<boolean>;
	signal: AbortSignal;
}): Promise<{ stop: (by?: NodeJS.Signals) => Promise<void> }> {
	const { programs, command, user, folder, logFile, isReady, signal } = options;
	const log = await open(logFile, 'a');
	// The operating system sends the signal, so that a kill -9 of this process leaves nothing behind either.
	const args = ['--pdeathsig', 'TERM', ...asUser(user), ...command];
	const child = startProcess(programs.setpriv, args, {
		cwd: folder,
		stdio: ['ignore', log.fd, log.fd],
	});
	await log.close();
	const stop = async (by: NodeJS.Signals = 'SIGTERM') => {
		child.kill(by);
		await stopProcess(child);
	};
	try {
		await poll(
			async () => {
				if (hasEnded(child)) {
					const text = await readFile(logFile, 'utf8');
					throw new StepError(`${command[0]} ended while starting.`, '', text.slice(-1500));
				}
				return (await isReady()) || undefined;
			},
			{ what: command[0], timeoutMilliseconds: START_TIMEOUT, signal },
		);
	} catch (error) {
		await stop();
		throw error;
	}
	return { stop };
}

/** @returns arguments of setpriv */
export function asUser(user: string | undefined): string[] {
	return user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, '--init-groups'];
}
