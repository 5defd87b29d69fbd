import { NodeOperationError } from 'n8n-workflow';
import { DELEGATED_TOKEN_CREDENTIAL } from '../../../nodes/ApiVideo/api/credentialTypes';
import { noCredential } from '../../../nodes/ApiVideo/api/noCredential';
import type { Trouble } from '../../../nodes/ApiVideo/api/trouble';
import { NODE, wrapped, wrappedWithoutCause } from '../support/httpErrors';
import { expectReadable } from '../support/troubles';

/** As n8n 1.123, 2.8 and 2.41 say it. */
const TOLD = [
	'Node does not have any credentials set',
	'Node does not have any credentials set for "apiVideoApi"',
	'Node "Upload video" does not have any credentials of type "apiVideoApi" set',
	'Credentials not found',
	'Credential with ID "qZ3" does not exist for type "apiVideoApi".',
	'Credential with ID "qZ3" was not found.',
];

function troubleIn(error: Error): Trouble {
	const trouble = noCredential(error);
	if (!trouble) throw new Error(`Not seen: ${error.message}`);
	return trouble;
}

describe('a step without a credential', () => {
	it.each(TOLD)('is told in our words: %s', (message) => {
		const told = new NodeOperationError(NODE, message);
		for (const error of [told, new Error(message), wrapped(told), wrappedWithoutCause(told)]) {
			const trouble = troubleIn(error);
			expect(trouble.message).toBe(
				'This step has no api.video credential, or one that was deleted',
			);
			expectReadable(trouble);
		}
	});

	it.each([
		'Node does not have any credentials set for "apiVideoUploadTokenApi"',
		'Credential with ID "qZ3" does not exist for type "apiVideoUploadTokenApi".',
		'Node "apiVideoApi" does not have any credentials of type "apiVideoUploadTokenApi" set',
	])('is told what it lacks: %s', (message) => {
		const trouble = troubleIn(new Error(message));
		expect(trouble.message).toContain('no credential with a delegated token');
		expectReadable(trouble);
	});

	it('is not told by its own name what it lacks', () => {
		const step = '"apiVideoUploadTokenApi"';
		for (const lacks of ['any credentials set', 'any credentials of type "apiVideoApi" set']) {
			const { message } = troubleIn(new Error(`Node ${step} does not have ${lacks}`));
			expect(message).toMatch(/no api\.video credential/);
		}
	});

	it.each([
		'Node does not have any credentials set',
		'Credentials not found',
		'Credential with ID "qZ3" was not found.',
	])('is told what it asked for where n8n does not say: %s', (message) => {
		const trouble = noCredential(new Error(message), DELEGATED_TOKEN_CREDENTIAL);
		expect(trouble?.message).toContain('no credential with a delegated token');
	});

	it.each(['Unknown credential type', 'The video does not exist', ''])(
		'is not seen in other words: %j',
		(message) => expect(noCredential(new Error(message))).toBeUndefined(),
	);
});
