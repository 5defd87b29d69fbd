import { createHash } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { ownerOf } from './accessToken';
import { baseUrlOf } from './environment';

/**
 * @param credentials with an API key
 * @returns a name for the account whose rate limit its requests count against; no secret
 * @throws Trouble when the Base URL is no web address
 */
export function accountOf(credentials: ICredentialDataDecryptedObject): string {
	return `${baseUrlOf(credentials)} ${ownerOf(credentials)}`;
}

/**
 * @param baseUrl without a slash at the end
 * @param token a delegated token, where there is no API key
 * @returns the same for the account that the token belongs to, which nobody can tell
 */
export function accountOfToken(baseUrl: string, token: string): string {
	return `${baseUrl} ${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
}
