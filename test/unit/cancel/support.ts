import { getEventListeners } from 'node:events';
import { onAbort } from '../../../nodes/ApiVideo/upload';

/** Never ends, and takes no notice of anything. */
export async function hung<T>(): Promise<T> {
	return await new Promise<T>(() => {});
}

/** Ends with the signal only, as everything does that takes one. */
export async function hungUntil<T>(signal: AbortSignal): Promise<T> {
	return await new Promise<T>((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		else onAbort(signal, () => reject(signal.reason));
	});
}

/** Lets everybody go on who can. Far less than 100 ms pass, on any machine that is not busy. */
export async function settle(turns = 30): Promise<void> {
	for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
}

/** How a promise has ended, without waiting for it. */
export function watched(work: Promise<unknown>): { ended: boolean; reason?: unknown } {
	const state: { ended: boolean; reason?: unknown } = { ended: false };
	work.then(
		() => (state.ended = true),
		(reason: unknown) => Object.assign(state, { ended: true, reason }),
	);
	return state;
}

/**
 * Counts timers that would keep the process alive: the platform's timeout signals do not. Jest has timers of its
 * own, so that what the process says of its resources changes by itself.
 */
export function countTimers(): () => number {
	const spies = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'setInterval')];
	return () => {
		const calls = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
		for (const spy of spies) spy.mockRestore();
		return calls;
	};
}

export function listenersOf(signal: AbortSignal): number {
	return getEventListeners(signal, 'abort').length;
}
