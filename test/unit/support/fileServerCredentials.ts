import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** A credential with a header, for one host. */
export function headerFor(
	host: unknown,
	more: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return {
		host: host as string,
		headerName: 'Authorization',
		headerSecret: 'Bearer nobody-may-see-this',
		...more,
	};
}
