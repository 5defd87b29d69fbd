import type { ICredentialsDisplayOptions, IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** What a file can be sent with. */
export type UploadWith = 'apiKey' | 'delegatedToken' | 'tokenCredential';

const TOKEN_CREDENTIAL: UploadWith = 'tokenCredential';

const BY_KEY: UploadWith[] = ['apiKey', 'delegatedToken'];

/** What a file is sent with. */
export const uploadWithField: INodeProperties = {
	displayName: 'Upload With',
	name: 'uploadWith',
	type: 'options',
	options: [
		{
			name: 'API Key',
			value: 'apiKey',
			description: 'With the API key in the credential; right for most workflows',
		},
		{
			name: 'Delegated Token',
			value: 'delegatedToken',
			description: 'The file travels with a token from an earlier step; the API key does the rest',
		},
		{
			name: 'Delegated Token Credential',
			value: TOKEN_CREDENTIAL,
			description:
				'For someone who was given a token and no API key: the file is uploaded, and nothing else can be set or asked',
		},
	],
	default: 'apiKey',
	description: 'What the file is sent with',
};

/** Says, where there is no API key, why so few fields are left. */
export const withoutKeyNotice: INodeProperties = {
	displayName:
		'A delegated token can send a file and nothing else. Title and other details, waiting until the video is playable, resuming and every other operation need an API key: for these, set Upload With to API Key.',
	name: 'withoutKeyNotice',
	type: 'notice',
	displayOptions: { show: { uploadWith: [TOKEN_CREDENTIAL] } },
	default: '',
};

/** Shows a parameter where the API key is at hand. */
export const withKey: IDisplayOptions = { show: { uploadWith: BY_KEY } };

/** The same inside a collection. */
export const withKeyInCollection: IDisplayOptions = { show: { '/uploadWith': BY_KEY } };

/**
 * Which credential a step asks for: the one with the API key, but for uploads with a token and nothing
 * else. That is said by what hides it: what is listed under `show` n8n's editor may take for the way to
 * choose a credential, and then sets it by whichever is the newest.
 */
export const keyShown: ICredentialsDisplayOptions = { hide: { uploadWith: [TOKEN_CREDENTIAL] } };

/** Where it asks for the credential with a delegated token instead. */
export const tokenShown: ICredentialsDisplayOptions = { show: { uploadWith: [TOKEN_CREDENTIAL] } };
