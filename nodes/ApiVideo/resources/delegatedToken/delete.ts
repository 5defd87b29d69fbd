import { oneDelegatedToken } from '../../api/paths/delegatedTokens';
import type { Operation } from '../operation';
import { readUploadToken, uploadTokenLocator } from '../shared/uploadTokenLocator';

export const deleteToken: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete delegated token',
	description: 'Delete a token at once, so that nobody can upload with it any more',
	properties: [uploadTokenLocator],
	async execute(context) {
		const token = readUploadToken(context);
		await context.api.delete(oneDelegatedToken(token));
		return { deleted: true, token };
	},
};
