import { answerText, type Exchange } from './exchange';
import type { Tokens } from './tokens';

/** What a request has to come with. */
export type SignIn = (
	| { kind: 'header'; name: string; value: string }
	| { kind: 'basic'; user: string; password: string }
	/** An access token of the server's `tokens` that has not run out. */
	| { kind: 'bearer' }
) & {
	/** Status without it; default 401. */
	refusal?: 401 | 403;
};

/** Whether a request may go on; answers it where it may not. */
export function letsIn(exchange: Exchange, signIn: SignIn, tokens: Tokens): boolean {
	const { headers } = exchange.entry;
	if (isSigned(headers, signIn, tokens)) return true;
	const { refusal = 401 } = signIn;
	const challenge = refusal === 401 ? challengeOf(signIn, headers.authorization) : undefined;
	answerText(exchange, refusal, challenge === undefined ? {} : { 'www-authenticate': challenge });
	return false;
}

function isSigned(headers: Record<string, string>, signIn: SignIn, tokens: Tokens): boolean {
	const { authorization = '' } = headers;
	switch (signIn.kind) {
		case 'header':
			return headers[signIn.name.toLowerCase()] === signIn.value;
		case 'basic': {
			const pair = `${signIn.user}:${signIn.password}`;
			return authorization === `Basic ${Buffer.from(pair).toString('base64')}`;
		}
		case 'bearer':
			return tokens.accepts(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '');
	}
}

function challengeOf({ kind }: SignIn, authorization: string | undefined): string | undefined {
	if (kind === 'header') return undefined;
	if (kind === 'basic') return 'Basic realm="files", charset="UTF-8"';
	// RFC 6750 section 3: nothing is said of a token where none was sent.
	return authorization === undefined
		? 'Bearer realm="files"'
		: 'Bearer realm="files", error="invalid_token"';
}
