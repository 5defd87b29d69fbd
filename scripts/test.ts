import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, temporaryFolder } from './lib/folders.mjs';
import { checkTypes, ensureBuild } from './lib/project.mjs';

const JEST = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');

/** `npm test`: all tests, on a fresh clone too. Arguments go to jest: npm test -- test/unit -t name */
export async function main(args: string[], signal: AbortSignal): Promise<number> {
	await ensureBuild({ signal });
	await checkTypes({ signal });
	const folder = await temporaryFolder('test');
	const results = join(folder, 'results.json');
	try {
		const exitCode = await jest(['--json', `--outputFile=${results}`, ...args]);
		console.log(await summary(results));
		return exitCode;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Runs jest with its output visible; its exit code. */
async function jest(args: string[]): Promise<number> {
	const child = spawn(process.execPath, [JEST, ...args], {
		cwd: projectFolder,
		stdio: 'inherit',
	});
	// Ctrl+C reaches jest as well, which ends its workers and the servers of its tests: wait for it.
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	const [code] = (await once(child, 'close')) as [number | null];
	return code ?? 1;
}

/** One plain line for people and machines that only read the end. */
async function summary(file: string): Promise<string> {
	const text = await readFile(file, 'utf8').catch(() => '');
	if (text === '') return '';
	const results = JSON.parse(text) as Record<string, number>;
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = results;
	// A file that does not even load has no tests to count, yet it failed.
	return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
}
