import { oneDelegatedToken } from '../../api/paths/delegatedTokens';
import type { Operation } from '../operation';
import { readDelegatedToken, delegatedTokenLocator } from './delegatedTokenLocator';

export const deleteToken: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete delegated token',
	description: 'Delete a token at once, so that nobody can upload with it any more',
	properties: [delegatedTokenLocator],
	async execute(context) {
		const token = readDelegatedToken(context);
		await context.api.delete(oneDelegatedToken(token));
		return { deleted: true, token };
	},
};
