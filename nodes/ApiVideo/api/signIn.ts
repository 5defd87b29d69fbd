import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { isRecord, type Answer, type Clock } from '../upload';
import { boundAccessToken } from './accessToken';
import { baseUrlOf, environmentName } from './environment';
import { exchange, REQUEST_DEFAULTS } from './exchange';
import { explain } from './explain';
import { ORIGIN_HEADERS } from './origin';
import { repeat } from './repeat';
import { Trouble } from './trouble';

const TIMEOUT_MS = 30_000;

/**
 * Exchanges the API key for an access token, which is valid for an hour. The key itself is sent
 * nowhere else. A second time does no harm, so what passes by is tried again, as for any such request.
 * Source: `POST /auth/api-key`, https://docs.api.video/reference/authentication-guide
 *
 * @param signal ends it: n8n tells no credential about the execution, and whoever asks for the token stops
 *   waiting for it
 * @returns the access token
 * @throws Trouble when the key is missing or refused, or that tells what happened instead of an answer
 */
export async function signIn(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
	clock: Clock,
	signal: AbortSignal,
): Promise<string> {
	const apiKey = String(credentials.apiKey ?? '').trim();
	if (apiKey === '') {
		throw new Trouble(
			'The api.video credential holds no API key',
			'Open the credential and enter the API key from the dashboard of api.video.',
		);
	}
	const url = `${baseUrlOf(credentials)}/auth/api-key`;
	const send = async () =>
		(await helpers.httpRequest({
			...REQUEST_DEFAULTS,
			ignoreHttpStatusErrors: true,
			method: 'POST',
			url,
			headers: { ...ORIGIN_HEADERS },
			body: { apiKey },
			json: true,
			timeout: TIMEOUT_MS,
			abortSignal: signal,
		})) as IN8nHttpFullResponse;
	const { outcome } = await repeat(async () => await exchange(send, signal, () => false, url), {
		clock,
		signal,
		isCancelled: () => false,
		repeatable: true,
		isUsable: (answer) => accessTokenIn(answer) !== undefined,
	});
	if (outcome.kind === 'answer') {
		const accessToken = accessTokenIn(outcome);
		if (accessToken !== undefined) return accessToken;
		const refusal = outcome.status === 401 || outcome.status === 400;
		if (refusal && isRecord(outcome.body)) throw refused(credentials);
	}
	const secrets = [apiKey, boundAccessToken(credentials) ?? ''];
	throw explain(outcome, { subject: 'The sign-in address', withoutFile: true, secrets });
}

/** @returns undefined in what is no success, and in one without a token that a header can carry */
function accessTokenIn({ status, body }: Answer): string | undefined {
	if (status < 200 || status >= 300 || !isRecord(body)) return undefined;
	const { access_token: accessToken } = body;
	return typeof accessToken === 'string' && /^\S+$/.test(accessToken) ? accessToken : undefined;
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
