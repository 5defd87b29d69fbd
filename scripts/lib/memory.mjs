import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Milliseconds between two looks. /proc costs nothing; `ps` starts a process. */
const INTERVAL = process.platform === 'linux' ? 50 : 500;

/**
 * Memory that a process occupies (resident set size).
 * @param {number} pid
 * @returns {Promise<number>} bytes
 */
export async function residentBytes(pid) {
	if (process.platform === 'linux') {
		const status = await readFile(`/proc/${pid}/status`, 'utf8');
		return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
	}
	const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
	return Number(stdout.trim()) * 1024;
}

/**
 * What a process has written to disks so far, also into files that are gone again.
 * @param {number} pid
 * @returns {Promise<number>} bytes; NaN where the system does not count them
 */
export async function writtenBytes(pid) {
	if (process.platform !== 'linux') return NaN;
	const counts = await readFile(`/proc/${pid}/io`, 'utf8');
	return Number(/^write_bytes: (\d+)$/m.exec(counts)?.[1]);
}

/**
 * Watches a process until asked for the result.
 * @param {number} pid
 * @returns {() => Promise<{ startBytes: number, peakBytes: number, endBytes: number }>}
 */
export function watchMemory(pid) {
	let stopped = false;
	const watching = (async () => {
		const startBytes = await residentBytes(pid);
		let peakBytes = startBytes;
		let endBytes = startBytes;
		while (!stopped) {
			await sleep(INTERVAL);
			endBytes = await residentBytes(pid);
			peakBytes = Math.max(peakBytes, endBytes);
		}
		return { startBytes, peakBytes, endBytes };
	})();
	// A process that ends while it is watched is reported to whoever asks, not to nobody.
	watching.catch(() => {});
	return async () => {
		stopped = true;
		return await watching;
	};
}

/**
 * Memory of a process at rest: waits until it has stopped changing.
 * @param {number} pid
 * @param {{ windowMilliseconds?: number, toleranceBytes?: number, timeoutMilliseconds?: number }} [options]
 *   at rest = within `toleranceBytes` for `windowMilliseconds`; gives up waiting after
 *   `timeoutMilliseconds` and takes what it sees
 * @returns {Promise<number>} bytes
 */
export async function idleBytes(pid, options = {}) {
	const {
		windowMilliseconds = 3000,
		toleranceBytes = 4 << 20,
		timeoutMilliseconds = 60_000,
	} = options;
	const deadline = Date.now() + timeoutMilliseconds;
	for (;;) {
		const seen = [];
		const end = Date.now() + windowMilliseconds;
		while (Date.now() < end) {
			seen.push(await residentBytes(pid));
			await sleep(200);
		}
		const highest = Math.max(...seen);
		if (highest - Math.min(...seen) <= toleranceBytes || Date.now() > deadline) return highest;
	}
}
