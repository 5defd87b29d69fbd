import { createHash } from 'node:crypto';
import type { FileVersion } from '../../upload';

/** What a file server says of the version of a file, as its headers write it. */
export interface Validator {
	readonly etag?: string;
	readonly lastModified?: string;
}

/** Header names in lower case. */
type Headers = Readonly<Record<string, string | undefined>>;

/** @returns what an answer says of the version of its file */
export function validatorOf({ etag, 'last-modified': lastModified }: Headers): Validator {
	return { etag: etag || undefined, lastModified: lastModified || undefined };
}

/**
 * What of the validators may be kept for weeks: a strong ETag, as a hash; and Last-Modified, where the file had not been
 * changed in the second of the answer, so that another change would have shown (RFC 9110, section 8.8.2.2).
 *
 * @param headers of an answer, with names in lower case
 */
export function versionOf(headers: Headers): FileVersion {
	const { etag, lastModified } = validatorOf(headers);
	const modified = Date.parse(lastModified ?? '');
	const answered = Date.parse(headers.date ?? '');
	const tag = isStrong(etag)
		? createHash('sha256').update(etag).digest('hex').slice(0, 32)
		: undefined;
	// Without one of the dates this is no number, and nothing is at least a second.
	return { tag, modifiedAt: answered - modified >= 1000 ? modified / 1000 : undefined };
}

/**
 * @returns the value of `If-Range`: a strong ETag, else Last-Modified; undefined where there is neither. A weak
 *   ETag is not allowed there (RFC 9110, section 13.1.5).
 */
export function ifRange({ etag, lastModified }: Validator): string | undefined {
	return isStrong(etag) ? etag : lastModified;
}

/**
 * @param known what the first answer has said
 * @param headers of a later one
 * @returns whether that may be of the same version: the same strong ETag; else the same Last-Modified, and no
 *   other weak ETag. An answer to `If-Range` may leave Last-Modified out (RFC 9110, section 15.3.7).
 */
export function isSameVersion(known: Validator, headers: Headers): boolean {
	const { etag, lastModified } = validatorOf(headers);
	if (isStrong(known.etag)) return etag === known.etag;
	const isOther = (one: string | undefined, before: string | undefined) =>
		one !== undefined && before !== undefined && one !== before;
	return !isOther(lastModified, known.lastModified) && !isOther(weak(etag), weak(known.etag));
}

function isStrong(etag: string | undefined): etag is string {
	return etag !== undefined && !etag.startsWith('W/');
}

function weak(etag: string | undefined): string | undefined {
	return etag?.replace(/^W\//, '');
}
