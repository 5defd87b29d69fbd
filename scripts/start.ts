import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { howToContinue, prepareDemo, runDemo } from './lib/demo';
import { temporaryFolder } from './lib/folders.mjs';
import { ensureN8n } from './lib/install-n8n';
import { withProgress } from './lib/progress';
import { ensureBuild } from './lib/build';
import { startService } from './lib/service';
import { startN8n } from './lib/start-n8n';
import { withCleanUp, type CleanUp } from './lib/clean-up';

/**
 * `npm start`: on a fresh clone, builds the node, starts a local api.video and a real n8n with this node, sends a big video
 * through them, and leaves the editor open until Ctrl-C.
 *
 *   npm start             as above
 *   npm start -- --once   end after the upload, with exit code 0 or 1 (also when CI is set)
 *   APIVIDEO_API_KEY=...  use api.video's sandbox in place of the emulator
 */
export async function main(args: string[], signal: AbortSignal): Promise<number> {
	const stays = !args.includes('--once') && !isTrue(process.env.CI);
	return await withCleanUp(async (cleanUp) => await demo(stays, signal, cleanUp));
}

async function demo(stays: boolean, signal: AbortSignal, cleanUp: CleanUp): Promise<number> {
	await ensureBuild(signal);
	const installation = await ensureN8n({ signal });

	const directory = await temporaryFolder('demo');
	cleanUp.push(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
	const service = await startService({
		directory: join(directory, 'received'),
		apiKey: process.env.APIVIDEO_API_KEY,
	});
	cleanUp.push(service.close);
	const n8n = await withProgress(`Starting n8n ${installation.version}`, () =>
		startN8n({ installation, readableFolder: join(directory, 'videos'), signal }),
	);
	cleanUp.push(n8n.stop);

	const prepared = await prepareDemo(n8n, service, signal);
	const isWell = await report(() => runDemo(n8n, service, prepared, signal), signal);
	if (stays) {
		show(howToContinue(n8n, service, prepared));
		console.log('Everything runs until you press Ctrl-C; then all of it is removed.');
		if (!signal.aborted) await once(signal, 'abort');
	}
	return isWell ? 0 : 1;
}

/**
 * Shows how the main job went. A job that did not work leaves the editor open, where one can look.
 *
 * @returns whether it worked
 */
async function report(job: () => Promise<string[]>, signal: AbortSignal): Promise<boolean> {
	try {
		show(await job());
		return true;
	} catch (error) {
		if (signal.aborted) throw error;
		console.error('\n%O\n', error);
		return false;
	}
}

function show(lines: string[]): void {
	console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

const isTrue = (value = '') => !['', '0', 'false'].includes(value.toLowerCase());
