import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import {
	BASE_URL_EXPRESSION,
	environmentProperties,
} from '../nodes/ApiVideo/api/environmentProperties';

export class ApiVideoUploadTokenApi implements ICredentialType {
	name = 'apiVideoUploadTokenApi';

	displayName = 'api.video Delegated Token API';

	icon: Icon = { light: 'file:../icons/apivideo.svg', dark: 'file:../icons/apivideo.dark.svg' };

	documentationUrl = 'https://docs.api.video/vod/delegated-upload-tokens';

	properties: INodeProperties[] = [
		{
			displayName: 'Delegated Token',
			name: 'uploadToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The token you were given. It allows uploads and nothing else.',
		},
		...environmentProperties,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { qs: { token: '={{$credentials.uploadToken}}' } },
	};

	/** An upload without a file: the service says whether it knows the token before it asks for the file. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: '/upload',
			method: 'POST',
			// 400 says that only the file is missing, 401 is explained below.
			ignoreHttpStatusErrors: { ignore: true, except: [403, 404, 405, 500, 502, 503, 504] },
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'status',
					value: 401,
					message:
						'The delegated token is not valid: it has expired, was deleted, or belongs to the other environment',
				},
			},
		],
	};
}
