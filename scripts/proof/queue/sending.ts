import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Columns of /proc/net/tcp. */
const REMOTE = 2;
const QUEUES = 4;
const INODE = 9;

/** Bytes that wait to be sent, in the column of the queues. */
const NOTHING = '00000000:';

/**
 * Whether a process is in the middle of sending something: bytes that it has handed to a connection, and that the other side
 * has not taken yet. Linux only.
 *
 * @param port of the other side, on this machine
 */
export async function isSendingTo(pid: number, port: number) {
	const [own, table] = await Promise.all([socketsOf(pid), readFile('/proc/net/tcp', 'utf8')]);
	return sendingIn(table, port).some((socket) => own.has(socket));
}

/**
 * @param table /proc/net/tcp
 * @param port of the other side, on this machine
 * @returns the sockets that hold bytes which the other side has not taken yet
 */
export function sendingIn(table: string, port: number): string[] {
	const remote = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
	return table
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.filter((columns) => columns[REMOTE] === remote && !columns[QUEUES].startsWith(NOTHING))
		.map((columns) => columns[INODE]);
}

/** @returns numbers by which the system knows them */
async function socketsOf(pid: number): Promise<Set<string>> {
	const folder = join('/proc', String(pid), 'fd');
	const links = await Promise.all(
		// What is closed meanwhile is none any more.
		(await readdir(folder)).map(async (name) => await readlink(join(folder, name)).catch(() => '')),
	);
	return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}
