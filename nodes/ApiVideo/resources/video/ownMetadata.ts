import { quote } from '../../api/quote';
import { Trouble } from '../../api/trouble';
import { metadataField, metadataJsonField, type MetadataEntry } from './tagsAndMetadata';

/**
 * Keys under which the node keeps something in the metadata of a video, so that it is found again and
 * no other file is mixed into it. Stored with the service: never rename them.
 */
export const OWN_METADATA = {
	idempotency: 'n8n-idempotency-key',
	fingerprint: 'n8n-file-fingerprint',
} as const;

const KEYS: ReadonlySet<string> = new Set(Object.values(OWN_METADATA));

/** @returns whether an entry was stored by the node itself */
export function isOwnMetadata({ key }: { readonly key: string }): boolean {
	return KEYS.has(key);
}

/**
 * What the node keeps of one video comes along where its metadata is copied. The other video would then pass for
 * that one: its key would find it, and a file would be sent into the wrong video, or not at all.
 *
 * @param given what a video is to have
 * @param present what it has: the same once more does no harm
 * @throws Trouble when the node keeps one of them, and of another video
 */
export function refuseOfOthers(
	given: readonly MetadataEntry[],
	present: readonly MetadataEntry[] = [],
): void {
	const has = ({ key, value }: MetadataEntry) =>
		present.some((entry) => entry.key === key && entry.value === value);
	const foreign = given.find((entry) => isOwnMetadata(entry) && !has(entry));
	if (!foreign) return;
	const { displayName: label } = metadataField;
	throw new Trouble(
		`${label} has the key ${quote(foreign.key)}, by which this node knows the file of another video`,
		`Leave the keys ${OWN_METADATA.idempotency} and ${OWN_METADATA.fingerprint} out, for example with {{ $json.metadata.filter((entry) => !entry.key.startsWith("n8n-")) }} in ${metadataJsonField.displayName}.`,
	);
}
