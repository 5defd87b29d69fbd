import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
	// @ts-expect-error It has no types.
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ensureBuild } from './lib/build';
import { withCleanUp } from './lib/clean-up';
import { projectFolder, temporaryFolder } from './lib/folders.mjs';
import { packProject, unpack } from './lib/pack';

/** What n8n lints of a published package. */
const PACKAGE_FILE_PATTERNS = ['**/*.js', 'package.json'];

/**
 * `npm run scan`: n8n's gate for verified nodes, before anything is published. Its command line only takes the name of a
 * published package, so its analysis is called directly, on the same two things with the same patterns as its
 * `analyzePackageByName`: the source, and what npm would publish.
 */
export async function main(_args: string[], signal: AbortSignal): Promise<number> {
	await ensureBuild(signal);
	const source = await scan('source', projectFolder, SOURCE_FILE_PATTERNS as string[]);
	const packed = await withCleanUp(async (cleanUp) => {
		const folder = await temporaryFolder('scan');
		cleanUp.push(async () => await rm(folder, { recursive: true }));
		const unpacked = join(folder, 'package');
		await unpack(await packProject(folder, signal), unpacked);
		return await scan('packed files', unpacked, PACKAGE_FILE_PATTERNS);
	});
	return source && packed ? 0 : 1;
}

async function scan(what: string, folder: string, patterns: string[]): Promise<boolean> {
	const result = (await analyzePackage(folder, patterns)) as {
		passed: boolean;
		message?: string;
		details?: string;
	};
	const { passed, message = '', details = '' } = result;
	// The scanner calls a folder without files "passed", with a message: here that is a mistake.
	const good = passed && message === '';
	console.log(`${good ? '✓' : '✗'} n8n's package scan: ${what}`);
	if (!good) console.log([message, details].filter(Boolean).join('\n'));
	return good;
}
