import { DELEGATED_TOKENS } from '../../api/paths/delegatedTokens';
import type { Operation } from '../operation';
import { sortingBy } from '../shared/listQuery';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { returnAllProperties } from '../shared/returnAll';

const tokens: ManyList = {
	path: DELEGATED_TOKENS,
	sorting: sortingBy('tokens', [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Time to Live', value: 'ttl' },
	]),
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many delegated tokens',
	description: 'Get the tokens that can be used at the moment',
	properties: [...returnAllProperties, ...manyProperties(tokens)],
	async execute(context) {
		return await fetchMany(context, tokens);
	},
};
