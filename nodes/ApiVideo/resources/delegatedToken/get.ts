import { oneDelegatedToken } from '../../api/paths/delegatedTokens';
import type { Operation } from '../operation';
import { readDelegatedToken, delegatedTokenLocator } from './delegatedTokenLocator';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get delegated token',
	description: 'Get when a token was created and until when it can be used',
	properties: [delegatedTokenLocator],
	async execute(context) {
		const token = readDelegatedToken(context);
		return await context.api.get(oneDelegatedToken(token));
	},
};
