import type { IHttpRequestOptions } from 'n8n-workflow';
import { isRecord, type Outcome } from '../upload';

/**
 * Hides secrets in a text that came from outside, also where they are written as in an address.
 *
 * @param text such as a title that the service made
 * @param secrets API key, access token, delegated token; empty ones are ignored
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length > 0)
		.reduce((clean, secret) => clean.replace(inEveryForm(secret), '[hidden]'), text);
}

/**
 * Hides secrets in an outcome that is no success, before anybody makes words of it. What the service
 * gives out as asked, such as a new delegated token, stays.
 *
 * @param secrets as in {@link hideSecrets}
 */
export function withoutSecrets(outcome: Outcome, secrets: readonly string[]): Outcome {
	if (outcome.kind === 'noAnswer') return { ...outcome, what: hideSecrets(outcome.what, secrets) };
	const { status, body } = outcome;
	return status >= 200 && status < 300 ? outcome : { ...outcome, body: hideWithin(body, secrets) };
}

/**
 * @param headers of a request that has been signed
 * @returns the access token in them, for {@link withoutSecrets}
 */
export function signatureIn(headers: IHttpRequestOptions['headers']): string[] {
	const signature = headers?.Authorization;
	return typeof signature === 'string' ? [signature.replace(/^Bearer /, '')] : [];
}

function hideWithin(value: unknown, secrets: readonly string[]): unknown {
	if (typeof value === 'string') return hideSecrets(value, secrets);
	if (Array.isArray(value)) return value.map((one) => hideWithin(one, secrets));
	if (!isRecord(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [name, hideWithin(one, secrets)]),
	);
}

/** As it is, and with any of its characters written as `%2B`, in capitals or not. */
function inEveryForm(secret: string): RegExp {
	const characters = Array.from(secret, (character) => {
		const encoded = [...new TextEncoder().encode(character)]
			.map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
			.join('');
		const either = encoded.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
		return `(?:${character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}|${either})`;
	});
	return new RegExp(characters.join(''), 'g');
}
