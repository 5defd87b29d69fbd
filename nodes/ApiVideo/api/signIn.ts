import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { isRecord, Party, type Answer, type Line, type Lines } from '../upload';
import { boundAccessToken } from './accessToken';
import { accountOf } from './account';
import { BOUNDED_DEFAULTS, exchangeBounded } from './boundedExchange';
import { baseUrlOf, environmentName } from './environment';
import { explain } from './explain';
import { ORIGIN_HEADERS } from './origin';
import { repeat } from './repeat';
import { Trouble } from './trouble';

const TIMEOUT_MS = 30_000;

/** How long signing in may take, in milliseconds. */
export const LONGEST_MS = 60_000;

/**
 * How long an access token counts as new, in milliseconds: whoever comes with an older one meanwhile, or
 * without any, gets this one. Long enough for n8n to store it.
 */
const NEW_MS = 10_000;

/** One sign-in serves everybody who uses the same line. */
interface SignIn {
	readonly accessToken: Promise<string>;
	/** When it was there, on the line's clock. */
	doneAt?: number;
}

const signIns = new WeakMap<Line, SignIn>();

/**
 * Exchanges the API key for an access token, which is valid for an hour. The key itself is sent nowhere else.
 * Signing in counts as a write, so it is done once for all who ask at the same time. What passes by is tried
 * again, as for any request that does no harm a second time.
 * Source: `POST /auth/api-key`, https://docs.api.video/reference/authentication-guide
 *
 * @param lines the ways to api.video of the process
 * @param signal ends it: n8n tells no credential about the execution, and whoever asks for the token stops
 *   waiting for it
 * @returns the access token
 * @throws Trouble when the key is missing or refused, or that tells what happened instead of an answer; for how
 *   long it was tried is told by whoever needed the token
 */
export async function signIn(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
	lines: Lines,
	signal: AbortSignal,
): Promise<string> {
	const apiKey = apiKeyIn(credentials);
	const line = lines.line(accountOf(credentials));
	for (let known = signIns.get(line), seen; known && known !== seen; known = signIns.get(line)) {
		if (await isFor(known, credentials, line)) return await known.accessToken;
		// Somebody else may have found it too old at the same moment, and signs in by now.
		seen = known;
	}
	const accessToken = ask(helpers, credentials, apiKey, line, signal);
	const own: SignIn = { accessToken };
	signIns.set(line, own);
	accessToken.then(
		() => {
			own.doneAt = line.clock.now();
			line.signedIn();
		},
		// A sign-in that did not work is forgotten, so that whoever comes later tries again.
		() => signIns.get(line) === own && signIns.delete(line),
	);
	return await accessToken;
}

/** @returns whether somebody who has these credentials is helped by a sign-in of somebody else */
async function isFor(
	{ accessToken, doneAt }: SignIn,
	credentials: ICredentialDataDecryptedObject,
	{ clock }: Line,
): Promise<boolean> {
	if (doneAt === undefined) return true;
	// Somebody who holds this very token comes because it was refused, and needs another one.
	return clock.now() - doneAt < NEW_MS && boundAccessToken(credentials) !== (await accessToken);
}

function apiKeyIn(credentials: ICredentialDataDecryptedObject): string {
	const apiKey = String(credentials.apiKey ?? '').trim();
	if (apiKey === '') {
		throw new Trouble(
			'The api.video credential holds no API key',
			'Open the credential and enter the API key from the dashboard of api.video.',
		);
	}
	return apiKey;
}

async function ask(
	helpers: IHttpRequestHelper['helpers'],
	credentials: ICredentialDataDecryptedObject,
	apiKey: string,
	line: Line,
	signal: AbortSignal,
): Promise<string> {
	const url = `${baseUrlOf(credentials)}/auth/api-key`;
	const send = async (endSignal: AbortSignal) =>
		(await helpers.httpRequest({
			...BOUNDED_DEFAULTS,
			ignoreHttpStatusErrors: true,
			method: 'POST',
			url,
			headers: { ...ORIGIN_HEADERS },
			body: { apiKey },
			json: true,
			timeout: TIMEOUT_MS,
			abortSignal: endSignal,
		})) as IN8nHttpFullResponse;
	const bounds = { milliseconds: TIMEOUT_MS, isCancelled: () => false, url };
	const { outcome, outageMs } = await repeat(
		async () => await exchangeBounded(send, signal, bounds),
		{
			lane: line.writes,
			party: new Party({ keepTryingMs: LONGEST_MS }),
			// Requests that n8n signs have their turn, and wait for it.
			awaited: true,
			signal,
			isCancelled: () => false,
			repeatable: true,
			isUsable: (answer) => accessTokenIn(answer) !== undefined,
		},
	);
	if (outcome.kind === 'answer') {
		const accessToken = accessTokenIn(outcome);
		if (accessToken !== undefined) return accessToken;
		const refusal = outcome.status === 401 || outcome.status === 400;
		if (refusal && isRecord(outcome.body)) throw refused(credentials);
	}
	const secrets = [apiKey, boundAccessToken(credentials) ?? ''];
	const subject = 'The sign-in address';
	throw explain(outcome, { subject, withoutFile: true, secrets, outageMs });
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
