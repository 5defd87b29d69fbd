import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';

/** Written last of all: without it a folder is not an installation. */
const MARKER = 'installed.json';

/**
 * Installs something into a folder, once for all runs. It is built in a folder beside it and renamed when complete, so an
 * interrupted installation is never taken for a finished one, and of two processes one installs while the other waits.
 *
 * @param install fills the given empty folder
 * @param options onWait: called when another process is at work
 */
export async function installOnce(
	folder: string,
	install: (unfinished: string) => Promise<void>,
	options: { signal?: AbortSignal; onWait?: () => void } = {},
): Promise<void> {
	if (isInstalled(folder)) return;
	const work = async () => {
		if (isInstalled(folder)) return;
		await removeLeftovers(folder);
		const unfinished = `${folder}.unfinished-${randomUUID().slice(0, 8)}`;
		await mkdir(unfinished, { recursive: true });
		try {
			await install(unfinished);
			const marker = JSON.stringify({ installed: new Date().toISOString() });
			await writeFile(join(unfinished, MARKER), `${marker}\n`);
			await rename(unfinished, folder);
		} catch (error) {
			await remove(unfinished);
			throw error;
		}
	};
	await withLock(`${folder}.lock`, work, options);
}

export function isInstalled(folder: string): boolean {
	return existsSync(join(folder, MARKER));
}

/** What a killed process left behind. Called with the lock held, so nobody is at work in there. */
async function removeLeftovers(folder: string): Promise<void> {
	const leftovers = (await readdir(dirname(folder)))
		.filter((name) => name.startsWith(`${basename(folder)}.unfinished-`))
		.map((name) => join(dirname(folder), name));
	// A final folder without a marker can only come from outside; renaming onto it would fail.
	for (const path of [...leftovers, folder]) await remove(path);
}

const remove = async (path: string) =>
	await rm(path, { recursive: true, force: true, maxRetries: 3 });
