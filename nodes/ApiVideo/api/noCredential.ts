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

/** Part of the name of the credential that holds a delegated token. */
const TOKEN_TYPE = /UploadToken/;

/** @returns what to tell somebody whose step has no credential; undefined when n8n has thrown something else */
export function noCredential(error: unknown): Trouble | undefined {
	const told = messagesOf(error).find((message) => NONE.some((words) => words.test(message)));
	if (told === undefined) return undefined;
	if (TOKEN_TYPE.test(told)) {
		return new Trouble(
			'This step has no credential with a delegated token, or one that was deleted',
			'Open the step, and choose or create one under Credential. If you have an API key, set Upload With to API Key.',
		);
	}
	return new Trouble(
		'This step has no api.video credential, or one that was deleted',
		'Open the step, and choose or create one under Credential, with an API key. Only Video > Upload can do without the key: with a delegated token, and Upload With set to Delegated Token Credential.',
	);
}
