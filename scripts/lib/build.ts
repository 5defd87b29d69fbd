import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from './folders.mjs';
import { withCheckout } from './lock.mjs';
import { npm } from './npm';
import { withProgress } from './progress';
import { CommandError } from './run';
import { StepError } from './step-error.mjs';

/** What the build reads, and what it writes. */
const PARTS = [
	...['nodes', 'credentials', 'icons', 'package.json', 'tsconfig.json', 'gulpfile.js'],
	'dist',
];

/** The fingerprint of what the last build read and wrote. */
const STAMP = join(projectFolder, 'node_modules', '.cache', 'n8n-nodes-apivideo', 'build.json');

/** Builds `dist`, unless it was built from exactly these sources. */
export async function ensureBuild(signal?: AbortSignal): Promise<void> {
	await withCheckout(signal, async () => {
		if ((await readFile(STAMP, 'utf8').catch(() => '')) === (await fingerprint())) return;
		await npmRun('build', 'Building the node', 'The node does not build.', signal);
		await mkdir(dirname(STAMP), { recursive: true });
		await writeFile(STAMP, await fingerprint());
	});
}

/** @throws StepError with what the compiler says */
export async function checkTypes(signal?: AbortSignal): Promise<void> {
	await npmRun('typecheck', 'Checking types', 'The types do not fit.', signal);
}

/**
 * Runs a script of package.json.
 *
 * @param label what is being done
 * @param otherwise what is said, with all that was printed, where it ends with something else than 0
 */
async function npmRun(script: string, label: string, otherwise: string, signal?: AbortSignal) {
	try {
		await withProgress(label, () => npm(['run', script], { cwd: projectFolder, signal }));
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new StepError(otherwise, '', error.output);
	}
}

async function fingerprint(): Promise<string> {
	const hash = createHash('sha256');
	for (const name of PARTS) {
		for (const path of await filesUnder(join(projectFolder, name))) {
			hash.update(`${path}\0`).update(await readFile(path));
		}
	}
	return hash.digest('hex');
}

/** @param path a file, a folder or nothing */
async function filesUnder(path: string): Promise<string[]> {
	const found = await stat(path).catch(() => undefined);
	if (!found?.isDirectory()) return found ? [path] : [];
	const entries = await readdir(path, { withFileTypes: true, recursive: true });
	const files = entries.filter((entry) => entry.isFile());
	return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}
