/** Those who wait for one signal. */
interface Waiting {
	readonly callbacks: Set<() => void>;
	readonly stopListening: () => void;
}

/** Each signal has one listener of ours, as Node warns of more than ten. */
const waiting = new WeakMap<AbortSignal, Waiting>();

/**
 * Calls back once a signal is aborted.
 *
 * @param signal not aborted yet
 * @returns takes it back; to be called whatever happens, so that nothing is left behind
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
	const { callbacks, stopListening } = waiting.get(signal) ?? listenTo(signal);
	// The same function may be given twice.
	const own = () => callback();
	callbacks.add(own);
	return () => {
		if (callbacks.delete(own) && callbacks.size === 0) stopListening();
	};
}

/**
 * Waits for something, and for a signal.
 *
 * @param begin given what to call when it is there
 * @param signal not aborted yet
 * @throws the signal's reason as soon as it is aborted
 */
export async function untilDone(
	begin: (done: () => void) => void,
	signal: AbortSignal,
): Promise<void> {
	let takeBack = () => {};
	try {
		await new Promise<void>((resolve, reject) => {
			takeBack = onAbort(signal, () => reject(signal.reason));
			begin(resolve);
		});
	} finally {
		takeBack();
	}
}

function listenTo(signal: AbortSignal): Waiting {
	const callbacks = new Set<() => void>();
	const tell = () => {
		stopListening();
		for (const callback of callbacks) callback();
	};
	const stopListening = () => {
		waiting.delete(signal);
		signal.removeEventListener('abort', tell);
	};
	const fresh = { callbacks, stopListening };
	waiting.set(signal, fresh);
	signal.addEventListener('abort', tell);
	return fresh;
}
