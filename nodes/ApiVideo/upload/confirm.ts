import type { Clock } from './clock';
import type { Received, UploadTransport } from './transport';

/** How long the status may lag behind what has arrived, in milliseconds. */
const LAG_MS = 15_000;

const FIRST_PAUSE_MS = 500;
const PAUSE_MAX_MS = 4000;

/**
 * Asks the status whether the service holds something of a file; again for a while where it does not show it,
 * as it may lag.
 *
 * @param missingIn what a status does not show of it
 * @param signal ends the waiting
 * @returns what it does not hold; `unknown` where it never said
 * @throws what asking and waiting throw
 */
export async function holds<T>(
	missingIn: (received: Received) => T[],
	videoId: string,
	ask: NonNullable<UploadTransport['received']>,
	clock: Clock,
	signal: AbortSignal,
): Promise<T[] | 'unknown'> {
	const started = clock.now();
	let answer: T[] | 'unknown' = 'unknown';
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(PAUSE_MAX_MS, 2 * pause)) {
		const received = await ask(videoId, signal);
		if (received?.complete) return [];
		if (received) answer = missingIn(received);
		if (answer !== 'unknown' && answer.length === 0) return answer;
		if (clock.now() - started >= LAG_MS) return answer;
		await clock.sleep(pause, signal);
	}
}
