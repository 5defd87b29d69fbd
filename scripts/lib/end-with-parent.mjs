/**
 * Loaded into n8n with `--import`: asks it to end when the process that started it is gone, however
 * that ended. The other end of its standard input is a pipe in that process, which the operating
 * system closes even after a kill -9.
 */
import { isMainThread } from 'node:worker_threads';

// Worker threads and forked processes load this too, but have no such pipe.
if (isMainThread && process.send === undefined) {
	process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM'));
	process.stdin.on('error', () => {});
	process.stdin.resume();
	// The pipe alone is no reason to keep running.
	if ('unref' in process.stdin) process.stdin.unref();
}
