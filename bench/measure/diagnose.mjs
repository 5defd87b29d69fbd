/**
 * Loaded into n8n with `--import`: each SIGUSR2 collects garbage, and writes what the process holds into the file that
 * LAB_DIAGNOSTICS names, as JSON (types: diagnostics.ts). n8n itself does not use this signal.
 */
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LAB_DIAGNOSTICS;

// Processes that n8n starts load this too, and are not meant.
if (file && isMainThread && process.send === undefined) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	process.on('SIGUSR2', () => {
		collect();
		// What only a finalizer kept goes with the second one.
		setImmediate(() => {
			collect();
			write(file);
		});
	});
}

/** @param {string} path */
function write(path) {
	/** @type {Record<string, number>} */
	const resources = {};
	for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
	/** @type {Array<{ remotePort?: number }>} */
	const handles = /** @type {any} */ (process)._getActiveHandles();
	const remotePorts = handles.flatMap(({ remotePort }) => remotePort ?? []);
	const listeners = process
		.eventNames()
		.reduce((sum, name) => sum + process.listenerCount(/** @type {string} */ (name)), 0);
	const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
	// Whoever waits for the file must not read half of it.
	writeFileSync(
		`${path}.new`,
		JSON.stringify({ resources, remotePorts, listeners, rss, heapUsed, external, arrayBuffers }),
	);
	renameSync(`${path}.new`, path);
}
