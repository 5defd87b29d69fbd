import { onAbort } from '../upload';

/**
 * Waits for something that does not look at the signal itself, such as n8n signing in. Whatever it does
 * after the signal goes unheeded. What is begun under an aborted signal is waited for: it may be there
 * at once.
 *
 * @throws the signal's reason as soon as it is aborted; whatever `work` throws
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	if (signal.aborted) return await work;
	let takeBack = () => {};
	const aborted = new Promise<never>((_, reject) => {
		takeBack = onAbort(signal, () => reject(signal.reason));
	});
	try {
		return await Promise.race([work, aborted]);
	} finally {
		takeBack();
	}
}
