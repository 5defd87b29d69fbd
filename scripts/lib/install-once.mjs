import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';

/** Written last of all: without it a folder is not an installation. */
const MARKER = 'installed.json';

/**
 * Installs something into a folder, once for all runs. It is built in a folder beside it and
 * renamed when complete, so an interrupted installation is never taken for a finished one, and of
 * two processes one installs while the other waits.
 * @param {string} folder the final folder
 * @param {(unfinished: string) => Promise<void>} install fills the given empty folder
 * @param {{ signal?: AbortSignal, onWait?: () => void, onDiscard?: () => void }} [options]
 *   onDiscard: called before the remains of a failed installation are removed (takes seconds)
 */
export async function installOnce(folder, install, { signal, onWait, onDiscard } = {}) {
	if (isInstalled(folder)) return;
	await withLock(
		`${folder}.lock`,
		async () => {
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
				onDiscard?.();
				await rm(unfinished, { recursive: true, force: true, maxRetries: 3 });
				throw error;
			}
		},
		{ signal, onWait },
	);
}

/** @param {string} folder */
export function isInstalled(folder) {
	return existsSync(join(folder, MARKER));
}

/**
 * What a killed process left behind. Called with the lock held, so nobody is at work in there.
 * @param {string} folder
 */
async function removeLeftovers(folder) {
	const entries = await readdir(dirname(folder));
	const leftovers = entries.filter((name) => name.startsWith(`${basename(folder)}.unfinished-`));
	// A final folder without a marker can only come from outside; renaming onto it would fail.
	for (const name of [...leftovers, basename(folder)]) {
		await rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 3 });
	}
}
