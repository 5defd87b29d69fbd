import { startProcess, stopProcess } from './processes.mjs';

/** Characters of output kept for explaining what happened. */
const TAIL = 200_000;
/** Characters of it shown where nobody explains. */
const MESSAGE = 1500;

/** A command that ended with something else than 0. `output` holds the end of what it printed. */
export class CommandError extends Error {
	/**
	 * @param {string} command
	 * @param {number | null} exitCode
	 * @param {string} output
	 */
	constructor(command, exitCode, output) {
		super(`"${command}" ended with code ${exitCode}:\n${output.slice(-MESSAGE)}`);
		this.name = 'CommandError';
		this.exitCode = exitCode;
		this.output = output;
	}
}

/**
 * Runs a command to its end and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, signal?: AbortSignal }} [options]
 *   signal: when it aborts, the command and its children are stopped before this rejects
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
export async function run(command, args, { cwd, env, signal } = {}) {
	signal?.throwIfAborted();
	const child = startProcess(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const output = { stdout: '', stderr: '' };
	child.stdout?.setEncoding('utf8').on('data', (text) => (output.stdout += text));
	child.stderr?.setEncoding('utf8').on('data', (text) => (output.stderr += text));
	/** @type {Promise<void> | undefined} */
	let stopping;
	const stop = () => (stopping = stopProcess(child, { graceMilliseconds: 3000 }));
	signal?.addEventListener('abort', stop, { once: true });
	try {
		const exitCode = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		await stopping;
		signal?.throwIfAborted();
		if (exitCode === 0) return output;
		const both = `${output.stdout}\n${output.stderr}`.trim();
		throw new CommandError([command, ...args].join(' '), exitCode, both.slice(-TAIL));
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}
