import type {
	IAuthenticateGeneric,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';
import {
	BASE_URL_EXPRESSION,
	environmentProperties,
} from '../nodes/ApiVideo/api/environmentProperties';
import { UPLOAD } from '../nodes/ApiVideo/api/paths/videos';

/** Statuses that say nothing about the token. */
const NO_VERDICT = [403, 404, 405, 408, 425, 429, 500, 502, 503, 504];

function failsAt(status: number, message: string): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key: 'status', value: status, message } };
}

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
		properties: { qs: { token: '={{ $credentials.uploadToken.trim() }}' } },
	};

	/** An upload without a file: the service says whether it knows the token before it asks for the file. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL_EXPRESSION,
			url: UPLOAD,
			method: 'POST',
			// 400 says that only the file is missing, 401 is explained below.
			ignoreHttpStatusErrors: { ignore: true, except: NO_VERDICT },
		},
		rules: [
			failsAt(
				401,
				'The delegated token is not valid: it has expired, was deleted, or belongs to the other environment',
			),
			// n8n below 2.10 knows no exceptions from ignoreHttpStatusErrors.
			...NO_VERDICT.map((status) =>
				failsAt(
					status,
					`The service did not say whether the token is valid (HTTP ${status}): check the environment, or try again later`,
				),
			),
		],
	};
}
