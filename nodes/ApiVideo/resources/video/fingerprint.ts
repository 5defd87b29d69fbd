import { createHash } from 'node:crypto';
import { beginningOf } from '../../n8n/beginningOf';
import { MIB, type AnySource } from '../../upload';

/** How much of a file is compared: its beginning is cheap to read, all of it is not. */
const COMPARED_BYTES = MIB;

/**
 * Tells files apart without reading them as a whole.
 *
 * @param signal ends the reading at once
 * @returns size, or `*` where nobody tells it, and the SHA-256 of the first MiB
 * @throws Trouble as {@link beginningOf}
 */
export async function fingerprint(source: AnySource, signal: AbortSignal): Promise<string> {
	const beginning = await beginningOf(source, COMPARED_BYTES, signal);
	return `${source.size ?? '*'}-${createHash('sha256').update(beginning).digest('hex')}`;
}
