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
