import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { isRecord } from '../upload';
import { baseUrlOf, environmentName } from './environment';
import { exchange, REQUEST_DEFAULTS } from './exchange';
import { explain } from './explain';
import { ORIGIN_HEADERS } from './origin';
import { Trouble } from './trouble';

const TIMEOUT_MS = 30_000;

/**
 * Exchanges the API key for an access token, which is valid for an hour. The key itself is sent
 * nowhere else. Source: `POST /auth/api-key`, https://docs.api.video/reference/authentication-guide
 *
 * @returns the access token
 * @throws Trouble when the key is missing or refused, or the service cannot be reached
 */
export async function signIn(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<string> {
	const apiKey = String(credentials.apiKey ?? '').trim();
	if (apiKey === '') {
		throw new Trouble(
			'The api.video credential holds no API key',
			'Open the credential and enter the API key from the dashboard of api.video.',
		);
	}
	const url = `${baseUrlOf(credentials)}/auth/api-key`;
	const outcome = await exchange(
		async () =>
			(await helpers.httpRequest({
				...REQUEST_DEFAULTS,
				ignoreHttpStatusErrors: true,
				method: 'POST',
				url,
				headers: { ...ORIGIN_HEADERS },
				body: { apiKey },
				json: true,
				timeout: TIMEOUT_MS,
			})) as IN8nHttpFullResponse,
	);
	if (outcome.kind === 'answer' && isRecord(outcome.body)) {
		if (outcome.status === 401 || outcome.status === 400) throw refused(credentials);
		const { access_token: accessToken } = outcome.body;
		if (outcome.status < 300 && typeof accessToken === 'string') return accessToken;
	}
	throw explain(outcome, { subject: 'The sign-in address', secrets: [apiKey] });
}

function refused(credentials: ICredentialDataDecryptedObject): Trouble {
	const here = environmentName(credentials);
	const other = { Production: 'Sandbox', Sandbox: 'Production' }[here];
	if (!other) {
		return new Trouble(
			`api.video does not accept the API key in ${here}`,
			'Check the API key and the Base URL in the credential.',
			401,
		);
	}
	return new Trouble(
		`api.video does not accept the API key in ${here}: most likely the key is for the other environment, ${other}`,
		`Set Environment to ${other} in the credential, or copy the ${here} key from the dashboard of api.video. Each environment has a key of its own.`,
		401,
	);
}
