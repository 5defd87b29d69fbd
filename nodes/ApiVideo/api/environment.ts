import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { parsedUrl } from './parsedUrl';
import { Trouble } from './trouble';

/** Where requests go. Source: https://docs.api.video/reference/environments */
const BASE_URLS: Readonly<Record<string, string>> = {
	production: 'https://ws.api.video',
	sandbox: 'https://sandbox.api.video',
};

/**
 * @param credentials of either type: `environment`, and `baseUrl` where that is `custom`
 * @returns the address of the service without a slash at the end
 * @throws Trouble when the environment is custom and the Base URL is not an http(s) address
 */
export function baseUrlOf({ environment, baseUrl }: ICredentialDataDecryptedObject): string {
	const name = String(environment);
	if (Object.hasOwn(BASE_URLS, name)) return BASE_URLS[name];
	const custom = String(baseUrl ?? '').trim();
	// What stands behind a question mark or # would swallow the path of every request.
	if (!/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/i.test(custom) || !parsedUrl(custom)) {
		throw new Trouble(
			'The Base URL of the api.video credential is not a web address',
			'Open the credential and enter a Base URL that starts with https:// or http:// and has no ? or # in it, or choose the environment Production or Sandbox.',
		);
	}
	return custom.replace(/\/+$/, '');
}

/** @returns what people call the environment of a credential */
export function environmentName({ environment }: ICredentialDataDecryptedObject): string {
	if (environment === 'production') return 'Production';
	if (environment === 'sandbox') return 'Sandbox';
	return 'the custom environment';
}
