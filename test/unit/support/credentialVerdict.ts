import type { ICredentialTestRequest } from 'n8n-workflow';

/** An answer of the service to the test of a credential. */
export interface TestAnswer {
	readonly status: number;
	/** Parsed if it was JSON, else text. */
	readonly body: unknown;
}

/** What n8n shows where it takes the status itself for a failed test. */
export const REFUSED = 'refused';

/**
 * What n8n makes of the answer to the test of a credential: its `credentials-tester.service.js`, the same from 1.123
 * to 2.41.
 *
 * @param knowsExceptions whether n8n knows exceptions from `ignoreHttpStatusErrors`, from 2.10 on
 * @returns what is told; nothing where the test is passed
 */
export function verdictOn(
	{ request, rules }: ICredentialTestRequest,
	{ status, body }: TestAnswer,
	knowsExceptions: boolean,
): string {
	const { ignoreHttpStatusErrors: ignoring } = request;
	const isTaken =
		typeof ignoring === 'object' && knowsExceptions
			? !ignoring.except.includes(status)
			: Boolean(ignoring) || (status >= 200 && status < 300);
	return isTaken ? saidBy(rules, body) : REFUSED;
}

/** @returns what the rules say of a body; nothing where none of them finds its value */
export function saidBy(rules: ICredentialTestRequest['rules'], body: unknown): string {
	for (const rule of rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (at(key, body) === value) return message;
	}
	return '';
}

/** As `get` of lodash, by which n8n looks. */
function at(path: string, body: unknown): unknown {
	return path.split('.').reduce<unknown>((inner, key) => Object(inner)[key], body);
}
