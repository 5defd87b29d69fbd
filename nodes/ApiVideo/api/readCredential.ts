import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Caller } from './caller';
import type { CredentialType } from './credentialTypes';
import { readFromN8n } from './n8nDatabase';
import { noCredential } from './noCredential';

/** Who reads, and until when. */
type Reader = Pick<Caller, 'n8n' | 'clock' | 'signal'>;

/** What was read, for each execution, list or hook: reading and decrypting takes as long as sending some MiB. */
const known = new WeakMap<object, Map<string, ICredentialDataDecryptedObject>>();

/**
 * Reads the credential that a step or trigger has, as n8n keeps it; once for an item. It is good for everything but
 * the access token, which is renewed meanwhile.
 *
 * @param itemIndex where the credential may depend on the item, counted from 0
 * @throws Trouble when it has none of this type, n8n's database stays busy, or the signal is aborted
 */
export async function readCredential(
	{ n8n, clock, signal }: Reader,
	type: CredentialType,
	itemIndex?: number,
): Promise<ICredentialDataDecryptedObject> {
	const kept = known.get(n8n) ?? new Map<string, ICredentialDataDecryptedObject>();
	known.set(n8n, kept);
	const name = `${type.name} ${itemIndex ?? 0}`;
	const before = kept.get(name);
	if (before) return before;
	const credential = await readCredentialAnew({ n8n, clock, signal }, type, itemIndex);
	kept.set(name, credential);
	return credential;
}

/**
 * The same with the access token that n8n keeps at this moment.
 *
 * @throws Trouble as {@link readCredential}
 */
export async function readCredentialAnew(
	{ n8n, clock, signal }: Reader,
	type: CredentialType,
	itemIndex?: number,
): Promise<ICredentialDataDecryptedObject> {
	const read = async () =>
		await n8n
			.getCredentials(type.name, itemIndex)
			.catch(async (reason: unknown) => await Promise.reject(noCredential(reason, type) ?? reason));
	return await readFromN8n(read, clock, signal);
}
