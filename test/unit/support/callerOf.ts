import type { Caller } from '../../../nodes/ApiVideo/api/caller';
import type { ApiContext } from '../../../nodes/ApiVideo/api/letN8nSign';
import { Lines, Party, type Clock } from '../../../nodes/ApiVideo/upload';
import { NEVER } from './never';

/** Somebody who asks the API, and is alone in its process. */
export function callerOf(n8n: ApiContext, clock: Clock, signal = NEVER): Caller {
	return { n8n, clock, signal, lines: new Lines(() => clock), party: new Party() };
}
