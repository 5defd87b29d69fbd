import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { bindAccessToken, boundAccessToken } from '../nodes/ApiVideo/api/accessToken';
import {
	BASE_URL_EXPRESSION,
	environmentProperties,
} from '../nodes/ApiVideo/api/environmentProperties';
import { DELEGATED_TOKENS } from '../nodes/ApiVideo/api/paths/delegatedTokens';
import { LONGEST_MS, signIn } from '../nodes/ApiVideo/api/signIn';
import { processLines } from '../nodes/ApiVideo/n8n/lines';

export class ApiVideoApi implements ICredentialType {
	name = 'apiVideoApi';

	displayName = 'api.video API';

	icon: Icon = { light: 'file:../icons/apivideo.svg', dark: 'file:../icons/apivideo.dark.svg' };

	documentationUrl = 'https://docs.api.video/reference/authentication-guide';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
		},
		{
			displayName:
				'Copy the key from <a href="https://dashboard.api.video/apikeys" target="_blank">API Keys in the dashboard of api.video</a>: there is one for production and one for the sandbox. Were you given a delegated token and no API key? Then close this, and set Upload With to Delegated Token Credential in the step.',
			name: 'whereToFindIt',
			type: 'notice',
			default: '',
		},
		...environmentProperties,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
	];

	/** n8n calls it when there is no access token yet, and when the service refused the one it has. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<{ accessToken: string }> {
		const accessToken = await signIn(
			this,
			credentials,
			processLines,
			AbortSignal.timeout(LONGEST_MS),
		);
		return { accessToken: bindAccessToken(accessToken, credentials) };
	}

	/** Without a token of this key the request goes out unsigned, is refused, and n8n signs in anew. */
	authenticate: IAuthenticate = async (credentials, request) => {
		const accessToken = boundAccessToken(credentials);
		if (accessToken)
			request.headers = { ...request.headers, Authorization: `Bearer ${accessToken}` };
		return request;
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: DELEGATED_TOKENS,
			qs: { pageSize: 1 },
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					// Every list of api.video has it, an empty one too; the page of a proxy has not.
					key: 'pagination',
					value: undefined,
					message:
						'The answer did not come from the API of api.video: check the environment and the proxy of n8n',
				},
			},
		],
	};
}
