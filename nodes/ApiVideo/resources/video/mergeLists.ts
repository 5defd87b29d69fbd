import type { ListAction } from '../shared/listAction';
import type { MetadataEntry } from './tagsAndMetadata';
import { isOwnMetadata } from './ownMetadata';

/** @returns the tags a video has after the action; new ones come last */
export function mergeTags(
	present: readonly string[],
	given: readonly string[],
	action: ListAction,
): string[] {
	if (action === 'replace') return [...given];
	const others = present.filter((tag) => !given.includes(tag));
	if (action === 'remove') return others;
	return [...present, ...given.filter((tag) => !present.includes(tag))];
}

/**
 * @returns the metadata a video has after the action. An entry that is added takes the place of one
 *   with the same key; for removing only the key counts. Replacing keeps what the node itself has
 *   stored: without it a workflow that runs again would upload the file once more.
 */
export function mergeMetadata(
	present: readonly MetadataEntry[],
	given: readonly MetadataEntry[],
	action: ListAction,
): MetadataEntry[] {
	const keys = new Set(given.map(({ key }) => key));
	const others = present.filter(({ key }) => !keys.has(key));
	if (action === 'remove') return others;
	if (action === 'replace') return [...given, ...others.filter(isOwnMetadata)];
	return [...others, ...given];
}
