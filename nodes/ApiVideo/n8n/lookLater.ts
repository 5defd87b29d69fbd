import { pause } from './pause';

/** How long to wait before looking again, in milliseconds. */
const LOOK_EVERY_MS = 5000;

/** Resolves when it is time to look again, and as soon as the signal is aborted. */
export async function lookLater(signal: AbortSignal): Promise<void> {
	await pause(LOOK_EVERY_MS, signal);
}
