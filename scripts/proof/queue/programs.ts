import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { StepError } from '../../lib/step-error.mjs';

/** Debian keeps each version of PostgreSQL in a folder of its own, none of which is in the PATH. */
const POSTGRESQL = '/usr/lib/postgresql';

/** What queue mode needs beside n8n, and what ends a server with the program that started it. */
const NEEDED = ['redis-server', 'initdb', 'postgres', 'psql', 'setpriv'] as const;

/** Paths by name. */
export type Programs = Record<(typeof NEEDED)[number], string>;

/**
 * Finds the servers that n8n needs in queue mode.
 *
 * @param folders where they may be, the first one first
 * @throws StepError that says how to install what is missing
 */
export async function findPrograms(folders?: string[]): Promise<Programs> {
	const places = folders ?? (await usualFolders());
	const found = await Promise.all(NEEDED.map(async (name) => [name, await find(name, places)]));
	const missing = found.filter(([, path]) => path === undefined).map(([name]) => name);
	if (missing.length === 0) return Object.fromEntries(found);
	throw new StepError(
		`Queue mode needs Redis and PostgreSQL, and there is no ${missing.join(', no ')} here.`,
		'On Debian and Ubuntu: apt-get install --no-install-recommends redis-server postgresql util-linux',
	);
}

async function usualFolders() {
	const versions = await readdir(POSTGRESQL).catch(() => []);
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	return [
		...(process.env.PATH ?? '').split(delimiter),
		...newestFirst.map((version) => join(POSTGRESQL, version, 'bin')),
	];
}

async function find(name: string, folders: string[]) {
	for (const folder of folders) {
		const path = join(folder, name);
		const runs = await access(path, constants.X_OK).then(
			() => true,
			() => false,
		);
		if (runs) return path;
	}
	return undefined;
}
