/** How n8n says that it sends nothing to a private address, or to a name that is blocked. */
const BLOCKED = /^The request was blocked because .*\brestricted\b/;

const ALLOW =
	'The SSRF protection of n8n is on (N8N_SSRF_PROTECTION_ENABLED): it keeps requests from private addresses and from names that are blocked. If this one is to be reached, have its IP address added to N8N_SSRF_ALLOWED_IP_RANGES, as in 10.1.2.3/32, or its name to N8N_SSRF_ALLOWED_HOSTNAMES, in the environment of n8n, and start n8n again. Otherwise check the address.';

/**
 * @param messages of what n8n's helper threw
 * @returns what to do where n8n itself has kept a request from being sent; undefined where it has not
 */
export function blockedAdvice(messages: readonly string[]): string | undefined {
	return messages.some((said) => BLOCKED.test(said)) ? ALLOW : undefined;
}
