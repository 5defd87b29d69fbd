import type { INode, INodeCredentials } from 'n8n-workflow';
import {
	API_KEY_CREDENTIAL,
	DELEGATED_TOKEN_CREDENTIAL,
	signingType,
} from '../../../nodes/ApiVideo/api/credentialTypes';
import { NODE } from '../support/httpErrors';
import { FORBIDDEN } from '../support/troubles';

const CHOSEN = { id: 'qZ3', name: 'Mine' };

function step(credentials?: INodeCredentials) {
	return { getNode: (): INode => ({ ...NODE, credentials }) };
}

test.each([
	['the API key', step({ [API_KEY_CREDENTIAL.name]: CHOSEN })],
	['both', step({ [DELEGATED_TOKEN_CREDENTIAL.name]: CHOSEN, [API_KEY_CREDENTIAL.name]: CHOSEN })],
	['a delegated token, which signs nothing', step({ [DELEGATED_TOKEN_CREDENTIAL.name]: CHOSEN })],
	['nothing', step({})],
	['never had a choice', step()],
])('the API key signs for a step that has %s', (_what, n8n) => {
	expect(signingType(n8n)).toBe(API_KEY_CREDENTIAL);
});

test.each([API_KEY_CREDENTIAL, DELEGATED_TOKEN_CREDENTIAL])(
	'a missing $name is told with a way out',
	({ missing: [message, advice] }) => {
		expect(message).toMatch(/^This step has no .*[^.]$/);
		expect(advice).toMatch(/^Open the step.*Upload With.*\.$/);
		expect(`${message} ${advice}`).not.toMatch(FORBIDDEN);
	},
);
