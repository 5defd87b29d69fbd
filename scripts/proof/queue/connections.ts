import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Columns of /proc/net/tcp. */
const LOCAL = 1;
const REMOTE = 2;
const INODE = 9;

/** A connection between two processes of this machine, over 127.0.0.1. */
export interface Connection {
	/** The port of the process that looked for the other one. */
	clientPort: number;
	serverPort: number;
}

/** Whether it is this process whose end of the connection is the client's. Linux only. */
export async function isClient(pid: number, connection: Connection): Promise<boolean> {
	const [own, table] = await Promise.all([socketsOf(pid), readFile('/proc/net/tcp', 'utf8')]);
	return own.has(clientSocketIn(table, connection) ?? '');
}

/**
 * @param table /proc/net/tcp
 * @returns the number by which the system knows the client's end; undefined: there is none
 */
export function clientSocketIn(
	table: string,
	{ clientPort, serverPort }: Connection,
): string | undefined {
	const [client, server] = [clientPort, serverPort].map(
		(port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`,
	);
	return table
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.find((columns) => columns[LOCAL] === client && columns[REMOTE] === server)?.[INODE];
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
