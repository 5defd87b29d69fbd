import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/**
 * Whether a credential may be used at an address by the fields that n8n adds to it, Allowed HTTP Request Domains
 * and Allowed Domains. The choice None is about n8n's own HTTP Request and GraphQL nodes.
 *
 * Source: `credential-domain-restrictions.js` of n8n-workflow 2.41, `utils.js` of 1.123 and 2.8. The helpers of n8n
 * do not look at these fields by themselves, and what they take for it differs from version to version.
 */
export function allowsDomain(
	{ allowedHttpRequestDomains, allowedDomains }: ICredentialDataDecryptedObject,
	{ hostname }: URL,
): boolean {
	if (allowedHttpRequestDomains !== 'domains') return true;
	if (typeof allowedDomains !== 'string') return false;
	const name = plain(hostname);
	return allowedDomains
		.split(',')
		.map(plain)
		.some((domain) =>
			domain.startsWith('*.')
				? domain.length > 2 && name.endsWith(domain.slice(1))
				: domain === name,
		);
}

function plain(name: string): string {
	return name.trim().toLowerCase().replace(/\.$/, '');
}
