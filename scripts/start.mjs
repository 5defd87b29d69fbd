/**
 * `npm start`: on a fresh clone with nothing but Node and npm, installs what is needed, starts a
 * local api.video and a real n8n with this node, sends a big video through them, and leaves the
 * editor open until Ctrl-C.
 *
 *   npm start             as above
 *   npm start -- --once   end after the upload, with exit code 0 or 1 (also when CI is set)
 *   APIVIDEO_API_KEY=...  use api.video's sandbox in place of the emulator
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { howToContinue, prepareDemo, runDemo } from './lib/demo.mjs';
import { temporaryFolder } from './lib/folders.mjs';
import { ensureN8n } from './lib/install-n8n.mjs';
import { INTERRUPTED, interruption, untilAborted } from './lib/interruption.mjs';
import { withProgress } from './lib/progress.mjs';
import { ensureBuild, ensureDependencies } from './lib/project.mjs';
import { startService } from './lib/service.mjs';
import { startN8n } from './lib/start-n8n.mjs';
import { StepError } from './lib/step-error.mjs';

const once = process.argv.includes('--once') || isTrue(process.env.CI);
const signal = interruption();

/** What has to be undone at the end, last thing first. @type {Array<() => Promise<unknown>>} */
const cleanUp = [];

process.exitCode = await main();

async function main() {
	let exitCode = 0;
	try {
		exitCode = await demo();
	} catch (error) {
		exitCode = signal.aborted ? INTERRUPTED : 1;
		if (!signal.aborted) console.error(`\n${describe(error)}\n`);
	}
	for (const undo of cleanUp.reverse()) {
		await undo().catch((error) => console.error(describe(error)));
	}
	return exitCode;
}

async function demo() {
	await ensureDependencies({ signal });
	await ensureBuild({ signal });
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
	const problem = await report(async () => await runDemo(n8n, service, prepared, signal));
	if (!once) {
		show(howToContinue(n8n, service, prepared));
		console.log('Everything runs until you press Ctrl-C; then all of it is removed.');
		await untilAborted(signal);
	}
	return problem ? 1 : 0;
}

/**
 * Shows how the main job went. A job that did not work leaves the editor open, where one can look.
 * @param {() => Promise<string[]>} job
 * @returns {Promise<boolean>} whether there was a problem
 */
async function report(job) {
	try {
		show(await job());
		return false;
	} catch (error) {
		if (signal.aborted) throw error;
		console.error(`\n${describe(error)}\n`);
		return true;
	}
}

/** @param {string[]} lines */
function show(lines) {
	console.log(`\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}

/** @param {unknown} error */
function describe(error) {
	if (error instanceof StepError) return error.toText();
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @param {string | undefined} value */
function isTrue(value) {
	return value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());
}
