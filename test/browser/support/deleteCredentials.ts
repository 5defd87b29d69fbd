import type { N8nClient } from '../../../scripts/lib/lab';

/** Deletes all credentials of these types. */
export async function deleteCredentials(client: N8nClient, ...types: string[]): Promise<void> {
	const all = await client.call<Array<{ id: string; type: string }>>('GET', '/credentials');
	for (const { id, type } of all) {
		if (types.includes(type)) await client.call('DELETE', `/credentials/${id}`);
	}
}
