import { NodeOperationError } from 'n8n-workflow';
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
	])('is told what it lacks: %s', (message) => {
		const trouble = troubleIn(new Error(message));
		expect(trouble.message).toContain('no credential with a delegated token');
		expectReadable(trouble);
	});

	it.each(['Unknown credential type', 'The video does not exist', ''])(
		'is not seen in other words: %j',
		(message) => expect(noCredential(new Error(message))).toBeUndefined(),
	);
});
