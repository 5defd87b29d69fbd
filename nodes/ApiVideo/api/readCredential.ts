import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Caller } from './caller';
import type { CredentialType } from './credentialTypes';
import { readFromN8n } from './n8nDatabase';
import { noCredential } from './noCredential';

/**
 * Reads the credential that a step or trigger has, as n8n keeps it.
 *
 * @param itemIndex where the credential may depend on the item, counted from 0
 * @throws Trouble when it has none of this type, n8n's database stays busy, or the signal is aborted
 */
export async function readCredential(
	{ n8n, clock, signal }: Pick<Caller, 'n8n' | 'clock' | 'signal'>,
	type: CredentialType,
	itemIndex?: number,
): Promise<ICredentialDataDecryptedObject> {
	const read = async () =>
		await n8n
			.getCredentials(type.name, itemIndex)
			.catch(async (reason: unknown) => await Promise.reject(noCredential(reason, type) ?? reason));
	return await readFromN8n(read, clock, signal);
}
