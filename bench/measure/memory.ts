import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Milliseconds between two looks. /proc costs nothing; `ps` starts a process. */
const INTERVAL = process.platform === 'linux' ? 50 : 500;

/** At rest is what stays within so many bytes for so many milliseconds. */
const AT_REST_BYTES = 4 << 20;
const AT_REST_MILLISECONDS = 3000;

/** Milliseconds after which what is seen is taken, at rest or not. */
const LONGEST_WAIT = 60_000;

/** Memory that a process occupies (resident set size), in bytes. */
export async function residentBytes(pid: number): Promise<number> {
	if (process.platform === 'linux') {
		const status = await readFile(`/proc/${pid}/status`, 'utf8');
		return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
	}
	const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
	return Number(stdout.trim()) * 1024;
}

/** The most memory that a process has occupied since it was started, in bytes. Linux only. */
export async function highestBytes(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** Bytes that a process has written to disks so far, also into files that are gone again; NaN where the system does not count them. */
export async function writtenBytes(pid: number): Promise<number> {
	if (process.platform !== 'linux') return NaN;
	const counts = await readFile(`/proc/${pid}/io`, 'utf8');
	return Number(/^write_bytes: (\d+)$/m.exec(counts)?.[1]);
}

/** Watches a process until asked for the result. */
export function watchMemory(pid: number): () => Promise<{ peakBytes: number }> {
	let stopped = false;
	const watching = (async () => {
		let peakBytes = await residentBytes(pid);
		while (!stopped) {
			await sleep(INTERVAL);
			peakBytes = Math.max(peakBytes, await residentBytes(pid));
		}
		return { peakBytes };
	})();
	// A process that ends while it is watched is reported to whoever asks, not to nobody.
	watching.catch(() => {});
	return async () => {
		stopped = true;
		return await watching;
	};
}

/** Memory of a process at rest, in bytes: waits until it has stopped changing. */
export async function idleBytes(pid: number): Promise<number> {
	const deadline = Date.now() + LONGEST_WAIT;
	for (;;) {
		const seen: number[] = [];
		const end = Date.now() + AT_REST_MILLISECONDS;
		while (Date.now() < end) {
			seen.push(await residentBytes(pid));
			await sleep(200);
		}
		const highest = Math.max(...seen);
		if (highest - Math.min(...seen) <= AT_REST_BYTES || Date.now() > deadline) return highest;
	}
}

/** In bytes: at rest before, at the peak, and peak over rest. */
export interface Growth {
	idleBytes: number;
	peakBytes: number;
	growthBytes: number;
}

/**
 * How far a process grows while something is done.
 *
 * @param work begins once the process is at rest
 */
export async function measureGrowth<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<Growth & { result: T }> {
	const idle = await idleBytes(pid);
	const watched = watchMemory(pid);
	try {
		const result = await work();
		const { peakBytes } = await watched();
		return { result, idleBytes: idle, peakBytes, growthBytes: peakBytes - idle };
	} finally {
		// Where the work has thrown, what it has thrown counts.
		await watched().catch(() => {});
	}
}
