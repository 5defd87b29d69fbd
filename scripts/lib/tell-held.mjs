/**
 * For `--import`: a process that is sent SIGUSR2 collects its garbage, and prints a line of JSON with the bytes that
 * it holds then.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds in which what was collected is cleared up behind, so that what it held can be collected, too. */
const CLEARING_UP = 500;

process.on('SIGUSR2', async () => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	collect();
	await sleep(CLEARING_UP);
	collect();
	const { heapUsed, external } = process.memoryUsage();
	process.stdout.write(`\n${JSON.stringify({ heldBytes: heapUsed + external })}\n`);
});
