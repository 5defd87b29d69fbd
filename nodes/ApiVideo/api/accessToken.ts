import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * n8n keeps an access token until the service refuses it, even after somebody has put another API key
 * into the credential. So the stored text says whose token it is.
 */
const SEPARATOR = ' ';

/**
 * @param accessToken as the service gave it out
 * @returns the text to store in the credential
 */
export function bindAccessToken(
	accessToken: string,
	credentials: ICredentialDataDecryptedObject,
): string {
	return ownerOf(credentials) + SEPARATOR + accessToken;
}

/** @returns the stored access token, or undefined when it belongs to another key or environment */
export function boundAccessToken(credentials: ICredentialDataDecryptedObject): string | undefined {
	const [ownedBy, accessToken] = String(credentials.accessToken ?? '').split(SEPARATOR);
	return ownedBy === ownerOf(credentials) ? accessToken : undefined;
}

/**
 * @param credentials with an API key
 * @returns who signs in with it, and where; no secret
 */
export function ownerOf({ apiKey, environment, baseUrl }: ICredentialDataDecryptedObject): string {
	return createHash('sha256')
		.update(JSON.stringify([apiKey, environment, baseUrl]))
		.digest('hex')
		.slice(0, 16);
}
