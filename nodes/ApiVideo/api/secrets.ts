/**
 * Hides secrets in a text that came from outside.
 *
 * @param text such as a title that the service made
 * @param secrets API key, access token, upload token; empty ones are ignored
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length > 0)
		.reduce(
			(clean, secret) =>
				clean.replaceAll(secret, '[hidden]').replaceAll(encodeURIComponent(secret), '[hidden]'),
			text,
		);
}
