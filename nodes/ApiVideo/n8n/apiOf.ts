import { Api } from '../api/api';
import type { ApiContext } from '../api/letN8nSign';
import { Party } from '../upload';
import { createClock } from './clock';
import { processLines } from './lines';

/** How long the editor, or n8n publishing a workflow, waits for an answer, in milliseconds. */
const LONGEST_MS = 60_000;

/**
 * The way to the API outside a running step: while the editor fills a list, a trigger registers itself or
 * takes an event.
 *
 * @param milliseconds after which nobody waits any more
 */
export function apiOf(n8n: ApiContext, milliseconds = LONGEST_MS): Api {
	return new Api({
		n8n,
		clock: createClock(),
		signal: AbortSignal.timeout(milliseconds),
		lines: processLines,
		party: new Party({ keepTryingMs: milliseconds }),
	});
}
