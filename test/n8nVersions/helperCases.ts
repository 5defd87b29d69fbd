import type { IHttpRequestOptions } from 'n8n-workflow';
import { REQUEST_DEFAULTS } from '../../nodes/ApiVideo/api/exchange';

/** A request as the service sees it. */
export interface Asked {
	/** `GET /videos`, say. */
	readonly what: string;
	/** The token it was signed with, if it was. */
	readonly token?: string;
}

/** What the service answers; `reset` closes the connection. */
export type Reply = { readonly status: number; readonly body: unknown } | 'reset';

/** A request that n8n's helper signs, and what the service makes of it. */
export interface HelperCase {
	readonly name: string;
	readonly ignoreHttpStatusErrors: IHttpRequestOptions['ignoreHttpStatusErrors'];
	readonly answer: (asked: Asked) => Reply;
}

/** What the node can see of an error and its causes: what its code asks for, and no more. */
export interface Layer {
	readonly byN8n: boolean;
	readonly code?: unknown;
	readonly status?: unknown;
	readonly httpCode?: unknown;
	readonly description?: unknown;
	readonly messages?: unknown;
	readonly data?: unknown;
}

/** What came of it. */
export interface Seen {
	readonly asked: string[];
	readonly status?: number;
	readonly thrown?: Layer[];
}

const { ignoreHttpStatusErrors: EXCEPT_401 } = REQUEST_DEFAULTS;
const GOOD = 'fresh';
const SIGN_IN = 'POST /auth/api-key';
const problem = (status: number, slug: string): Reply => ({
	status,
	body: { type: `https://docs.api.video/reference/${slug}`, title: 'Told by the service', status },
});

/** A service that knows the token it gives out, and answers `reply` to whoever comes with it. */
const service =
	(reply: Reply, signIn: Reply = { status: 200, body: { access_token: GOOD } }) =>
	({ what, token }: Asked): Reply => {
		if (what === SIGN_IN) return signIn;
		return token === GOOD ? reply : problem(401, 'authentication-invalid-access-token');
	};

const OK: Reply = { status: 200, body: { data: [] } };
const REFUSED = problem(403, 'some-slug');

/** Every way in which n8n's helper for signed requests can differ from one version to another. */
export const HELPER_CASES: readonly HelperCase[] = [
	{
		name: 'an expired token, all statuses but 401 ignored',
		ignoreHttpStatusErrors: EXCEPT_401,
		answer: service(OK),
	},
	{
		name: 'an expired token, no status ignored',
		ignoreHttpStatusErrors: false,
		answer: service(OK),
	},
	{
		name: 'a new token that is refused as well',
		ignoreHttpStatusErrors: false,
		answer: service(OK, { status: 200, body: { access_token: 'never-good' } }),
	},
	{
		name: 'a status that is ignored',
		ignoreHttpStatusErrors: true,
		answer: () => REFUSED,
	},
	{
		name: 'a status that is not ignored',
		ignoreHttpStatusErrors: false,
		answer: () => REFUSED,
	},
	{
		name: 'a connection that is reset',
		ignoreHttpStatusErrors: EXCEPT_401,
		answer: () => 'reset',
	},
	{
		name: 'a key that is refused',
		ignoreHttpStatusErrors: false,
		answer: service(OK, problem(401, 'authentication-invalid-api-key')),
	},
	{
		name: 'a sign-in that is not answered',
		ignoreHttpStatusErrors: false,
		answer: service(OK, 'reset'),
	},
	{
		name: 'a sign-in that cannot be had at the moment',
		ignoreHttpStatusErrors: false,
		answer: service(OK, { status: 503, body: { status: 503 } }),
	},
];

/** The request of a case. */
export function requestOf(
	{ ignoreHttpStatusErrors }: HelperCase,
	baseUrl: string,
): IHttpRequestOptions {
	const url = `${baseUrl}/videos`;
	return { ...REQUEST_DEFAULTS, ignoreHttpStatusErrors, method: 'GET', url, json: true };
}

/** @param baseUrl stands as `BASE` in what is returned, as it differs from one run to another */
export function layersSeen(layers: readonly Error[], baseUrl: string): Layer[] {
	const seen = layers.map((layer): Layer => {
		const { code, response, httpCode, description, messages, context } = layer as Error &
			Partial<Record<'code' | 'httpCode' | 'description' | 'messages', unknown>> & {
				response?: { status?: unknown };
				context?: { data?: unknown };
			};
		const byN8n = layer.name === 'NodeApiError';
		// How long something was tried is measured, here by a real clock and there by one that is made up.
		const untimed =
			typeof httpCode === 'string' ? httpCode.replace(/\b\d+ ms$/, 'some ms') : httpCode;
		const ofN8n = byN8n ? { httpCode: untimed, description, messages, data: context?.data } : {};
		return { byN8n, code, status: response?.status, ...ofN8n };
	});
	return JSON.parse(JSON.stringify(seen).replaceAll(baseUrl, 'BASE')) as Layer[];
}
