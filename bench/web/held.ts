import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { poll, projectFolder, type N8n } from '../../scripts/lib/lab';

/** Milliseconds for a full collection and an answer. */
const LONGEST_WAIT = 60_000;

const TOLD = /^\{"heldBytes":(\d+)\}$/gm;

/** What n8n has to be started with, so that it can be asked. */
export const tellsHeld = {
	NODE_OPTIONS: `--import ${pathToFileURL(join(projectFolder, 'scripts', 'lib', 'tell-held.mjs')).href}`,
};

/** @returns bytes that n8n holds in its heap and beside it, once all garbage has been collected */
export async function heldBytes({ pid, log }: N8n): Promise<number> {
	const told = async () => [...(await log()).matchAll(TOLD)].map(([, bytes]) => Number(bytes));
	const before = (await told()).length;
	process.kill(pid, 'SIGUSR2');
	return await poll(async () => (await told())[before], {
		what: 'n8n to collect its garbage',
		timeoutMilliseconds: LONGEST_WAIT,
	});
}
