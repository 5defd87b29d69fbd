import { onAbort } from '../upload';

/**
 * Waits until the time is over or the signal is aborted, whichever comes first. Unlike n8n's sleep, the platform's
 * timeout signal leaves no timer behind that keeps a process alive.
 *
 * @param milliseconds from 0 on
 */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	// Not one combined signal: Node 20 collects a timeout that only a combination refers to.
	const timer = AbortSignal.timeout(Math.ceil(milliseconds));
	let takeBack: Array<() => void> = [];
	await new Promise<void>((wake) => {
		takeBack = [timer, signal].map((one) => onAbort(one, wake));
	});
	for (const one of takeBack) one();
}
