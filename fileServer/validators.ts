import { createHash } from 'node:crypto';
import type { FileBehaviour } from './behaviour';

const USUAL_LAST_MODIFIED = new Date('2026-01-01T00:00:00Z');

/** How the state of a file is told. */
export interface Validators {
	etag: string | undefined;
	lastModified: Date | undefined;
}

/** The validators that a file's answers carry. */
export function validatorsOf(file: FileBehaviour): Validators {
	const { lastModified = USUAL_LAST_MODIFIED } = file;
	return { etag: etagOf(file), lastModified: lastModified ?? undefined };
}

function etagOf({ etag = 'strong', size, seed = 1, bytes }: FileBehaviour): string | undefined {
	if (etag === 'none') return undefined;
	if (etag !== 'strong' && etag !== 'weak') return etag;
	const held = bytes
		? createHash('sha256').update(bytes).digest('hex').slice(0, 16)
		: `${seed}-${size}`;
	return etag === 'weak' ? `W/"${held}"` : `"${held}"`;
}

/**
 * Whether the file is still what the client has a part of: RFC 9110 section 13.1.5. Tags are compared strongly, so a
 * weak one never matches. A date must be the same, and older than a second, as two changes within one look alike.
 *
 * @param now milliseconds since the epoch
 */
export function ifRangeHolds(
	header: string,
	{ etag, lastModified }: Validators,
	now: number,
): boolean {
	if (/^(W\/)?"/.test(header)) return header === etag && !header.startsWith('W/');
	if (lastModified === undefined) return false;
	return header === lastModified.toUTCString() && now - lastModified.getTime() >= 1000;
}
