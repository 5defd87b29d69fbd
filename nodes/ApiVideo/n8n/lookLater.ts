/** How long to wait before looking again, in milliseconds. */
const LOOK_EVERY_MS = 5000;

/**
 * Resolves when it is time to look again, and as soon as the signal is aborted. Unlike n8n's sleep, the
 * platform's timeout signal leaves no timer behind that keeps a process alive.
 */
export async function lookLater(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	// Not one combined signal: Node 20 collects a timeout that only a combination refers to.
	const timer = AbortSignal.timeout(LOOK_EVERY_MS);
	let wake = () => {};
	const awake = new Promise<void>((resolve) => (wake = resolve));
	for (const one of [timer, signal]) one.addEventListener('abort', wake, { once: true });
	await awake;
	for (const one of [timer, signal]) one.removeEventListener('abort', wake);
}
