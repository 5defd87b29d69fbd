import { API_KEY_CREDENTIAL, credentialTypes, type CredentialType } from './credentialTypes';
import { messagesOf } from './thrown';
import { Trouble } from './trouble';

/**
 * What n8n says where a step has no credential, or one that was deleted. Source: n8n-core's
 * `node-execution-context.ts` and n8n's `credential-not-found.error.ts`, read in 1.123, 2.8 and 2.41.
 */
const NONE = [
	/^Node (".*" )?does not have any credentials /,
	/^Credentials not found$/,
	/^Credential with ID ".*" (does not exist|was not found)/,
];

/** The name of the step, which may be anything. */
const STEP = /^Node ".*" (?=does not have any credentials )/;

/**
 * @param wanted the type that was asked for: what n8n says does not always name it
 * @returns what to tell somebody whose step has no credential; undefined when n8n has thrown something else
 */
export function noCredential(
	error: unknown,
	wanted: CredentialType = API_KEY_CREDENTIAL,
): Trouble | undefined {
	const told = messagesOf(error).find((message) => NONE.some((words) => words.test(message)));
	if (told === undefined) return undefined;
	const said = told.replace(STEP, '');
	const { missing } = credentialTypes.find(({ name }) => said.includes(`"${name}"`)) ?? wanted;
	return new Trouble(...missing);
}
