import type { INodeProperties } from 'n8n-workflow';
import { DELEGATED_TOKENS } from '../../api/paths/delegatedTokens';
import { Trouble } from '../../api/trouble';
import { heldBy } from '../../values/id';
import { readSecret } from '../../values/text';
import type { OperationContext } from '../operation';
import { listSearch, NEWEST_FIRST } from '../shared/listSearch';
import { minute, withDetails } from '../shared/shownDate';

/** How much of a token may be shown. The rest of it is a secret. */
const SHOWN_CHARACTERS = 6;

/** @returns what a list or an output may show of a token */
export function shownPart(token: string): string {
	return `${token.slice(0, SHOWN_CHARACTERS)}...`;
}

/** The parameter that picks a delegated token. */
export const delegatedTokenLocator: INodeProperties = {
	displayName: 'Delegated Token',
	name: 'uploadToken',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '' },
	description: 'The delegated token to work on, as Delegated Token > Create puts it out',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a delegated token...',
			typeOptions: { searchListMethod: 'searchUploadTokens', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. to1tcmSFHeYY5KzyhOqVKMKb',
			hint: 'An earlier Delegated Token > Create puts it out as "token"',
		},
	],
};

/**
 * Reads which delegated token was picked.
 *
 * @throws Trouble when nothing was picked, or it cannot be a token; the message does not repeat it
 */
export function readDelegatedToken({ parameters }: OperationContext): string {
	const { displayName: label } = delegatedTokenLocator;
	const held = heldBy(parameters.raw(delegatedTokenLocator));
	const token = readSecret(held, label)?.trim() ?? '';
	if (token === '') {
		throw new Trouble(
			'No delegated token was given',
			'Fill in Delegated Token. Delegated Token > Create in an earlier step puts one out as "token".',
		);
	}
	if (!/^[\w-]+$/.test(token)) {
		throw new Trouble(
			'The value of Delegated Token is not a token',
			'A token consists of letters and digits and begins with "to". Check the expression, and that nothing was pasted around it.',
		);
	}
	return token;
}

/** Fills the From List mode: newest first, filtered by what the list shows. */
export const searchDelegatedTokens = listSearch({
	path: DELEGATED_TOKENS,
	qs: NEWEST_FIRST,
	toItem: ({ token, createdAt, expiresAt }, timeZone) => {
		const created = minute(createdAt, timeZone);
		const until = minute(expiresAt, timeZone);
		return {
			name: withDetails(
				shownPart(String(token)),
				created && `created ${created}`,
				until ? `expires ${until}` : 'never expires',
			),
			value: String(token),
		};
	},
	searched: ({ name }) => name,
});
