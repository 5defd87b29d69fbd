import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, temporaryFolder } from './lib/folders.mjs';
import { npm } from './lib/npm.mjs';
import { withProgress } from './lib/progress.mjs';
import { ensureBuild, ensureDependencies } from './lib/project.mjs';
import { CommandError } from './lib/run.mjs';
import { StepError } from './lib/step-error.mjs';

// `npm test`: all tests, on a fresh clone too. Arguments go to jest: npm test -- test/unit -t name

/** The oldest Node that package.json allows. */
const MINIMUM_NODE = [20, 19];

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
	throw new StepError(
		`Node ${process.versions.node} is too old.`,
		`Install Node ${MINIMUM_NODE.join('.')} or newer.`,
	);
}

async function checkTypes() {
	try {
		await withProgress('Checking types', () => npm(['run', 'typecheck'], { cwd: projectFolder }));
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		throw new StepError('The types do not fit.', '', error.output);
	}
}

/**
 * Runs jest with its output visible.
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
async function jest(args) {
	const script = createRequire(import.meta.url).resolve('jest/bin/jest');
	const child = spawn(process.execPath, [script, ...args], {
		cwd: projectFolder,
		stdio: 'inherit',
	});
	// Ctrl+C reaches jest as well, which ends its workers and the servers of its tests: wait for it.
	process.on('SIGINT', () => {});
	process.on('SIGTERM', () => child.kill('SIGTERM'));
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => resolve(code ?? 1));
	});
}

/** @param {string[]} args what the caller added to the command */
async function test(args) {
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

/**
 * One plain line for people and machines that only read the end.
 * @param {string} file
 */
async function summary(file) {
	const text = await readFile(file, 'utf8').catch(() => '');
	if (text === '') return '';
	const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(text);
	// A file that does not even load has no tests to count, yet it failed.
	return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
}

try {
	checkNode();
	await ensureDependencies();
	await ensureBuild();
	await checkTypes();
	process.exitCode = await test(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof StepError)) throw error;
	console.error(`\n${error.toText()}`);
	process.exitCode = 1;
}
