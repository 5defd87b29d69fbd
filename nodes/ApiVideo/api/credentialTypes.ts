import type { INode } from 'n8n-workflow';
import type { Words } from './words';

/** A type of credential that a step can have. */
export interface CredentialType {
	/** Stored in workflows: never rename it. */
	readonly name: string;
	/** As n8n lists it. */
	readonly label: string;
	/** What is said where a step has none, or one that was deleted. */
	readonly missing: Words;
}

/** Holds the API key: for every request but one that carries a file with a delegated token. */
export const API_KEY_CREDENTIAL: CredentialType = {
	name: 'apiVideoApi',
	label: 'api.video API',
	missing: [
		'This step has no api.video credential, or one that was deleted',
		'Open the step, and choose or create one under Credential, with an API key. Only Video > Upload can do without the key: with a delegated token, and Upload With set to Delegated Token Credential.',
	],
};

/** Holds a delegated token, for somebody who has no API key. */
export const DELEGATED_TOKEN_CREDENTIAL: CredentialType = {
	name: 'apiVideoUploadTokenApi',
	label: 'api.video Delegated Token API',
	missing: [
		'This step has no credential with a delegated token, or one that was deleted',
		'Open the step, and choose or create one under Credential. If you have an API key, set Upload With to API Key.',
	],
};

/** What the picker of a credential for file servers is called: n8n shows it beside the one for api.video. */
export const FILE_SERVER_PICKER = 'Credential for the File Server';

const CHOOSE_FOR_FILE_SERVER = `Open the step, and choose or create one under ${FILE_SERVER_PICKER}. If anybody may download the file, set Sign In to Server With to None.`;

/** Signs what is asked of a file server, with a header. */
export const FILE_SERVER_CREDENTIAL: CredentialType = {
	name: 'apiVideoFileServerApi',
	label: 'api.video File Server API',
	missing: [
		'This step has no credential with the header for the file server, or one that was deleted',
		CHOOSE_FOR_FILE_SERVER,
	],
};

/** The same, with OAuth2. */
export const FILE_SERVER_OAUTH2_CREDENTIAL: CredentialType = {
	name: 'apiVideoFileServerOAuth2Api',
	label: 'api.video File Server OAuth2 API',
	missing: [
		'This step has no OAuth2 credential for the file server, or one that was deleted',
		CHOOSE_FOR_FILE_SERVER,
	],
};

/** All of them; each has a file in credentials/. */
export const credentialTypes: readonly CredentialType[] = [
	API_KEY_CREDENTIAL,
	DELEGATED_TOKEN_CREDENTIAL,
	FILE_SERVER_CREDENTIAL,
	FILE_SERVER_OAUTH2_CREDENTIAL,
];

/** Those that can sign requests to the API; a step has one of them. */
const SIGNING: readonly CredentialType[] = [API_KEY_CREDENTIAL];

/** @returns the type that signs what a step, a trigger or a list in the editor asks of the API */
export function signingType(n8n: { getNode(): INode }): CredentialType {
	const { credentials = {} } = n8n.getNode();
	return SIGNING.find(({ name }) => Object.hasOwn(credentials, name)) ?? API_KEY_CREDENTIAL;
}
