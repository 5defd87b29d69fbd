/**
 * The way into `npm start`, `npm test` and others: on a fresh clone with nothing but Node and npm, installs what is needed, and
 * then runs a program in TypeScript, which may use all of that.
 *
 *   node scripts/main.mjs scripts/start.ts [arguments]     runs `main` of that file
 *
 * Ends with the code that `main` answers with, with 1 where it throws, and with 130 when it was interrupted.
 */
import { ensureDependencies } from './lib/dependencies.mjs';
import { INTERRUPTED, interruption } from './lib/interruption.mjs';
import { StepError } from './lib/step-error.mjs';

/** The oldest Node that package.json allows. */
const MINIMUM_NODE = [20, 19];

const [program, ...args] = process.argv.slice(2);
const signal = interruption();

try {
	checkNode();
	await ensureDependencies(signal);
	// Only now: before, it may not have been installed.
	const { tsImport } = await import('tsx/esm/api');
	const { main } = await tsImport(`../${program}`, import.meta.url);
	process.exitCode = await main(args, signal);
} catch (error) {
	process.exitCode = signal.aborted ? INTERRUPTED : 1;
	if (!signal.aborted)
		console.error('\n%O\n', isCommandLine(error) ? new StepError(error.message) : error);
}

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1])) return;
	throw new StepError(
		`Node ${process.versions.node} is too old.`,
		`Install Node ${MINIMUM_NODE.join('.')} or newer.`,
	);
}

/**
 * @param {unknown} error
 * @returns {error is Error} whether Node's `parseArgs` has thrown it, whose message says all
 */
function isCommandLine(error) {
	return (
		error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
	);
}
