import { text } from 'node:stream/consumers';
import { answerText, type Exchange } from './exchange';
import type { Tokens } from './tokens';

/** Where a client asks for tokens, and where a browser is sent to allow it. */
export const TOKEN_PATH = '/oauth2/token';
export const CONSENT_PATH = '/oauth2/authorize';

const CODE = 'authorization-code';
const GRANTS = ['client_credentials', 'authorization_code', 'refresh_token'];

/** RFC 6749 as far as a client meets it: everybody is allowed everything at once, whoever asks. */
export async function answerOAuth2(exchange: Exchange, tokens: Tokens): Promise<void> {
	const { url, request } = exchange;
	if (url.pathname === CONSENT_PATH) return authorize(exchange);
	if (request.method !== 'POST') return answerText(exchange, 405, { allow: 'POST' });
	const form = new URLSearchParams(await text(request));
	const refused = refusalOf(form, tokens);
	if (refused) return answerJson(exchange, 400, { error: refused });
	answerJson(exchange, 200, {
		access_token: tokens.issue(),
		token_type: 'Bearer',
		expires_in: tokens.seconds,
		refresh_token: tokens.issueRefresh(),
	});
}

/** Section 5.2 */
function refusalOf(form: URLSearchParams, tokens: Tokens): string | undefined {
	const grant = form.get('grant_type') ?? '';
	if (!GRANTS.includes(grant)) return 'unsupported_grant_type';
	if (grant === 'authorization_code' && form.get('code') !== CODE) return 'invalid_grant';
	if (grant !== 'refresh_token') return undefined;
	return tokens.takesRefresh(form.get('refresh_token') ?? '') ? undefined : 'invalid_grant';
}

function authorize(exchange: Exchange): void {
	const asked = exchange.url.searchParams;
	const back = asked.get('redirect_uri');
	if (back === null || !URL.canParse(back)) {
		return answerText(exchange, 400, {}, 'redirect_uri is missing.');
	}
	const location = new URL(back);
	location.searchParams.set('code', CODE);
	const state = asked.get('state');
	if (state !== null) location.searchParams.set('state', state);
	answerText(exchange, 302, { location: location.href });
}

function answerJson(exchange: Exchange, status: number, body: object): void {
	const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
	answerText(exchange, status, headers, JSON.stringify(body));
}
