import type { ApiRequest } from '../../api/client';

/** @returns what a request about one token has in common; the token is part of the address, so it is hidden in messages */
export function oneToken(token: string): Pick<ApiRequest, 'path' | 'subject' | 'secrets'> {
	return {
		path: `/upload-tokens/${encodeURIComponent(token)}`,
		subject: 'The delegated token',
		secrets: [token],
	};
}
