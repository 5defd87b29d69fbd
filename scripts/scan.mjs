import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
	// @ts-expect-error It has no types.
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { projectFolder } from './lib/folders.mjs';
import { packProject, unpack } from './lib/pack.mjs';
import { ensureBuild } from './lib/project.mjs';

// n8n's gate for verified nodes, before anything is published: its command line only takes the
// name of a published package, so its analysis is called directly, on the same two things with the
// same patterns as its `analyzePackageByName`: the source, and what npm would publish.

/** What n8n lints of a published package. */
const PACKAGE_FILE_PATTERNS = ['**/*.js', 'package.json'];

/**
 * Packs the project, unpacks it into a folder of its own and hands that to `work`.
 * @template T
 * @param {(directory: string) => Promise<T>} work
 */
async function withPackage(work) {
	const folder = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const directory = join(folder, 'package');
		await unpack(await packProject(folder), directory);
		return await work(directory);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * @param {string} what
 * @param {{ passed: boolean, message?: string, details?: string }} result
 */
function report(what, { passed, message = '', details = '' }) {
	// The scanner calls a folder without files "passed", with a message: here that is a mistake.
	const good = passed && message === '';
	console.log(`${good ? '✓' : '✗'} n8n's package scan: ${what}`);
	if (!good) console.log([message, details].filter(Boolean).join('\n'));
	return good;
}

await ensureBuild();
const source = report('source', await analyzePackage(projectFolder, SOURCE_FILE_PATTERNS));
const packed = await withPackage(async (directory) =>
	report('packed files', await analyzePackage(directory, PACKAGE_FILE_PATTERNS)),
);
process.exitCode = source && packed ? 0 : 1;
