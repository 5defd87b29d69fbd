import type { Made } from '../made';
import type { Asked } from './asked';
import { segment } from './segment';

/** The list of delegated tokens, and where a new one is made. */
export const DELEGATED_TOKENS = '/upload-tokens';

/** What a new one is named by. */
export const NEW_DELEGATED_TOKEN: Made = {
	idField: 'token',
	what: 'delegated token',
	listedBy: 'Delegated Token > Get Many',
};

/** The token is part of the address, so it is hidden in messages. */
export function oneDelegatedToken(token: string): Asked & { readonly secrets: readonly string[] } {
	return {
		path: `${DELEGATED_TOKENS}/${segment(token)}`,
		subject: 'The delegated token',
		secrets: [token],
	};
}
