/** Exit code of a program that was interrupted, as shells expect it. */
export const INTERRUPTED = 130;

/**
 * Turns Ctrl-C (and a polite kill) into an abort signal, so that every step can put things in order.
 * Ctrl-C again ends at once; processes are stopped even then (processes.mjs).
 * @returns {AbortSignal}
 */
export function interruption() {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(name, () => {
			if (controller.signal.aborted) process.exit(INTERRUPTED);
			console.log('\nStopping and cleaning up (Ctrl-C again to end at once).');
			controller.abort(new Error('interrupted'));
		});
	}
	return controller.signal;
}
