import { onAbort } from '../upload';

/**
 * Waits, in vain or not: ends with the time or the signal, whichever comes first. The platform's timeout
 * signal, unlike n8n's sleep, leaves no timer behind that keeps a process alive.
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
