import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { startProcess, stopProcess } from './processes';

/** Characters of output that are shown where nobody explains it. */
const SHOWN = 1500;

/** A command that ended with something else than 0. */
export class CommandError extends Error {
	override name = 'CommandError';

	/** @param output all that it printed */
	constructor(
		command: string,
		readonly exitCode: number | null,
		readonly output: string,
	) {
		super(`"${command}" ended with code ${exitCode}:\n${output.slice(-SHOWN)}`);
	}
}

/**
 * Runs a command to its end and collects what it prints.
 *
 * @param options signal: when it aborts, the command and its children are stopped before this rejects
 * @throws CommandError when it ends with something else than 0
 */
export async function run(
	command: string,
	args: string[],
	{ signal, ...options }: { cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): Promise<{ stdout: string; stderr: string }> {
	signal?.throwIfAborted();
	const child = startProcess(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let stopping: Promise<void> | undefined;
	const stop = () => (stopping = stopProcess(child, 3000));
	signal?.addEventListener('abort', stop, { once: true });
	try {
		const printed = [child.stdout, child.stderr].map(async (pipe) => await text(pipe as Readable));
		const [[exitCode], stdout, stderr] = await Promise.all([once(child, 'close'), ...printed]);
		await stopping;
		signal?.throwIfAborted();
		if (exitCode === 0) return { stdout, stderr };
		const all = `${stdout}\n${stderr}`.trim();
		throw new CommandError([command, ...args].join(' '), exitCode as number | null, all);
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}
