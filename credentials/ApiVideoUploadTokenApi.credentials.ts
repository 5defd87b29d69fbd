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

/** What the service answers to an upload without a file, once it knows the token. */
const NO_FILE = 400;
const NO_SUCH_TOKEN = 401;

const NOT_VALID =
	'The delegated token is not valid: it has expired, was deleted, or belongs to the other environment';

const CHECK = 'check the environment, or try again later';

/** The statuses of HTTP that say nothing about the token: all others. */
const NO_VERDICT = Array.from({ length: 500 }, (_, index) => 100 + index).filter(
	(status) => status !== NO_FILE && status !== NO_SUCH_TOKEN,
);

/**
 * What a refusal of api.video has, and the page of a proxy or of another service has not: a type, and a status that
 * is a number.
 */
const OF_EVERY_PROBLEM = ['type', 'status.toFixed'];

/** A test of n8n is passed where no rule finds its value in the answer; `undefined` is found where there is none. */
function failsAt(
	key: string,
	value: number | undefined,
	message: string,
): IAuthenticateRuleResponseSuccessBody {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
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
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: NO_VERDICT },
		},
		rules: [
			failsAt('status', NO_SUCH_TOKEN, NOT_VALID),
			...OF_EVERY_PROBLEM.map((key) =>
				failsAt(key, undefined, `The answer did not come from the API of api.video: ${CHECK}`),
			),
			// n8n below 2.10 knows no exceptions from ignoreHttpStatusErrors.
			...NO_VERDICT.map((status) =>
				failsAt(
					'status',
					status,
					`The service did not say whether the token is valid (HTTP ${status}): ${CHECK}`,
				),
			),
		],
	};
}
