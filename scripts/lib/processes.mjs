import { spawn, spawnSync } from 'node:child_process';

const windows = process.platform === 'win32';

/**
 * Every process started here and not yet gone.
 * @type {Set<import('node:child_process').ChildProcess>}
 */
const running = new Set();

// The last line of defence: whatever way this process ends, no n8n is left behind.
process.once('exit', () => {
	for (const child of running) killTree(child, 'SIGKILL');
});

/**
 * Starts a process in a group of its own. Ctrl-C in a terminal goes to a whole group; with its own
 * group a child hears only from us, so that things stop in the right order, and its own children
 * (npm's compilers, n8n's task runner) can be stopped with it.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function startProcess(command, args, options) {
	const child = spawn(command, args, { ...options, detached: !windows, windowsHide: true });
	running.add(child);
	child.once('exit', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/**
 * Asks a process and its children to end; insists after a while. Resolves when it is gone.
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ graceMilliseconds?: number }} [options]
 */
export async function stopProcess(child, { graceMilliseconds = 10_000 } = {}) {
	if (hasEnded(child)) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	killTree(child, 'SIGTERM');
	const insist = setTimeout(() => killTree(child, 'SIGKILL'), graceMilliseconds);
	await ended;
	clearTimeout(insist);
	// A child that ended properly may still leave grandchildren in its group.
	killTree(child, 'SIGKILL');
}

/** @param {import('node:child_process').ChildProcess} child */
export function hasEnded(child) {
	return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function killTree(child, signal) {
	if (child.pid === undefined) return;
	try {
		if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
		else process.kill(-child.pid, signal);
	} catch {
		// The group is gone already: nothing left to stop.
	}
}
