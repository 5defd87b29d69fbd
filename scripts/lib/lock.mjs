import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder, projectFolder } from './folders.mjs';
import { poll } from './poll.mjs';

/** The holder touches its lock this often, in milliseconds ... */
const HEARTBEAT = 2000;
/** ... so a lock that was not touched for this long belongs to a process that is gone. */
const STALE = 20_000;
/** Milliseconds somebody else may take: a slow line downloading n8n. */
const LONGEST_WAIT = 60 * 60 * 1000;

/**
 * Lets one process at a time do the work. A lock whose holder died (power cut, kill -9) is taken
 * over; a heartbeat tells, because process ids are reused and differ between containers.
 * @template T
 * @param {string} path the lock file
 * @param {() => Promise<T>} work
 * @param {{ signal?: AbortSignal, onWait?: () => void }} [options] onWait: called once when
 *   somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { signal, onWait } = {}) {
	await mkdir(dirname(path), { recursive: true });
	const id = randomUUID();
	let waits = false;
	const take = async () => {
		const taken = await writeFile(path, id, { flag: 'wx' }).then(
			() => true,
			(error) => (error.code === 'EEXIST' ? undefined : Promise.reject(error)),
		);
		if (taken || (await removeIfStale(path)) || waits) return taken;
		waits = true;
		onWait?.();
		return undefined;
	};
	const what = `another process that holds ${path}`;
	await poll(take, { what, timeoutMilliseconds: LONGEST_WAIT, signal });
	const heartbeat = setInterval(() => {
		const now = new Date();
		utimes(path, now, now).catch(() => {});
	}, HEARTBEAT);
	try {
		return await work();
	} finally {
		clearInterval(heartbeat);
		if ((await ownerOf(path)) === id) await rm(path, { force: true });
	}
}

/**
 * Does what two commands in the same checkout must not do at the same time: install and build. The lock lies in the cache
 * folder: in the checkout, `npm ci` would remove it or git would show it.
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<void>} work
 */
export async function withCheckout(signal, work) {
	const name = createHash('sha256').update(projectFolder).digest('hex').slice(0, 16);
	await withLock(join(cacheFolder(), `checkout-${name}.lock`), work, {
		signal,
		onWait: () => console.log('  Another command prepares this checkout; waiting for it.'),
	});
}

/** @param {string} path */
async function removeIfStale(path) {
	const owner = await ownerOf(path);
	const touched = await stat(path).catch(() => undefined);
	if (owner === undefined || !touched || Date.now() - touched.mtimeMs < STALE) return false;
	// Two waiting processes may both come here. Renaming is atomic: whoever finds that it moved a
	// lock which somebody else had just taken puts it back.
	const aside = `${path}.${randomUUID()}`;
	await rename(path, aside).catch(() => {});
	if ((await ownerOf(aside)) === owner) await rm(aside, { force: true });
	else await rename(aside, path).catch(() => {});
	return true;
}

/** @param {string} path */
const ownerOf = async (path) => await readFile(path, 'utf8').catch(() => undefined);
