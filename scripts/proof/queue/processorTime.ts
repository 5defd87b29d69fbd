import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Milliseconds of a tick, in which Linux counts the time of processes for everybody who reads it. */
const TICK = 10;

/** Columns of /proc/<pid>/stat, counted from the one behind the name, which may itself hold anything. */
const PARENT = 1;
/** In user code and in the kernel; then the same of children that have ended. */
const TIMES = [11, 12, 13, 14];

/**
 * Processor time of a process and of all that it has started, also of what has ended meanwhile. Unlike the load of the machine
 * it says nothing of what else runs there. Linux only.
 *
 * @param root id of the process; default: this one
 * @returns milliseconds since each of them began
 */
export async function processorTime(root: number = process.pid): Promise<number> {
	const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	const stats = await Promise.all(
		// What has ended meanwhile counts with its parent.
		ids.map(async (id) => await readFile(join('/proc', id, 'stat'), 'utf8').catch(() => '')),
	);
	return timeIn(stats, root);
}

/**
 * @param stats contents of /proc/<pid>/stat
 * @returns milliseconds
 */
export function timeIn(stats: string[], root: number): number {
	const all = stats.filter((stat) => stat !== '').map(processOf);
	const timeOf = (id: number): number =>
		all.filter((one) => one.parent === id).reduce((sum, one) => sum + one.time + timeOf(one.id), 0);
	return (all.find(({ id }) => id === root)?.time ?? 0) + timeOf(root);
}

function processOf(stat: string) {
	const columns = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const ticks = TIMES.reduce((sum, column) => sum + Number(columns[column]), 0);
	return { id: parseInt(stat, 10), parent: Number(columns[PARENT]), time: ticks * TICK };
}
