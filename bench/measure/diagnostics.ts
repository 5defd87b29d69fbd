import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { poll } from '../../scripts/lib/poll.mjs';

/** What a process holds once its garbage has been collected. */
export interface Held {
	/** What keeps Node running, by kind: timers that are waited for, sockets, files. */
	resources: Record<string, number>;
	/** The other end's port of each open connection. */
	remotePorts: number[];
	/** Of the process itself, all events together. */
	listeners: number;
	/** Bytes. */
	rss: number;
	heapUsed: number;
	/** Beside the heap, array buffers among it. */
	external: number;
	arrayBuffers: number;
}

/** @returns settings with which an n8n tells what it holds, through this file */
export function diagnosing(file: string): Record<string, string> {
	const module = join(projectFolder, 'bench', 'measure', 'diagnose.mjs');
	return { NODE_OPTIONS: `--import ${pathToFileURL(module).href}`, LAB_DIAGNOSTICS: file };
}

/** Asks an n8n that was started with `diagnosing(file)`. */
export async function heldBy(pid: number, file: string, signal?: AbortSignal): Promise<Held> {
	await rm(file, { force: true });
	process.kill(pid, 'SIGUSR2');
	const read = async () => await readFile(file, 'utf8').catch(() => undefined);
	const text = await poll(read, {
		what: 'n8n to tell what it holds',
		timeoutMilliseconds: 60_000,
		signal,
	});
	return JSON.parse(text) as Held;
}
