import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

const windows = process.platform === 'win32';

/** Every process started here and not yet gone. */
const running = new Set<ChildProcess>();

// The last line of defence: whatever way this process ends, no n8n is left behind.
process.once('exit', () => {
	for (const child of running) killTree(child, 'SIGKILL');
});

/**
 * Starts a process in a group of its own. Ctrl-C in a terminal goes to a whole group; with its own group a child hears only
 * from us, so that things stop in the right order, and its own children (npm's compilers, n8n's task runner) can be stopped
 * with it.
 */
export function startProcess(command: string, args: string[], options: SpawnOptions): ChildProcess {
	const child = spawn(command, args, { ...options, detached: !windows, windowsHide: true });
	running.add(child);
	child.once('exit', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/** Asks a process and its children to end; insists after a while. Resolves when it is gone. */
export async function stopProcess(child: ChildProcess, graceMilliseconds = 10_000): Promise<void> {
	if (hasEnded(child)) return;
	const ended = once(child, 'exit');
	killTree(child, 'SIGTERM');
	const insist = setTimeout(() => killTree(child, 'SIGKILL'), graceMilliseconds);
	await ended;
	clearTimeout(insist);
	// A child that ended properly may still leave grandchildren in its group.
	killTree(child, 'SIGKILL');
}

export function hasEnded(child: ChildProcess): boolean {
	return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function killTree(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
		else process.kill(-child.pid, signal);
	} catch {
		// The group is gone already: nothing left to stop.
	}
}
