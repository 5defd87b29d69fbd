import { oneDelegatedToken } from '../../api/paths/delegatedTokens';
import type { Operation } from '../operation';
import { readUploadToken, uploadTokenLocator } from '../shared/uploadTokenLocator';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get delegated token',
	description: 'Get when a token was created and until when it can be used',
	properties: [uploadTokenLocator],
	async execute(context) {
		const token = readUploadToken(context);
		return await context.api.get(oneDelegatedToken(token));
	},
};
