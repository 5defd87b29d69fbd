import type { UploadStopped } from '../../upload';
import { KEEP_TRYING_MOST_MS } from './speedOptions';

const SECOND_MS = 1000;

/**
 * How to have the step wait out a longer outage than the one that has stopped it.
 *
 * @returns a sentence that begins with a blank; empty where Keep Trying For would not change anything
 */
export function keepTryingAdvice({ outlasted, patienceMs }: UploadStopped): string {
	const { keepTryingMs, countsMs } = patienceMs;
	if (!outlasted || keepTryingMs >= Math.min(countsMs, KEEP_TRYING_MOST_MS)) return '';
	const most = countsMs < Infinity ? ` of up to ${countsMs / SECOND_MS} seconds` : '';
	const until = most && ', which is the most until api.video has answered for the first time';
	const which = most ? 'one' : 'a longer one';
	return ` To have the step wait out ${which}${most} by itself, set Keep Trying For under Options to more minutes${until}.`;
}
