import type { Operation } from '../operation';
import { optionsOf } from '../shared/collections';
import { readQueryOptions, sortingBy } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';

const SORTING = sortingBy('tokens', [
	{ name: 'Created At', value: 'createdAt' },
	{ name: 'Time to Live', value: 'ttl' },
]);

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many delegated tokens',
	description: 'Get the tokens that can be used at the moment',
	properties: [...returnAllProperties, optionsOf(SORTING)],
	async execute(context) {
		const qs = readQueryOptions(context, SORTING);
		return await fetchList(context, { path: '/upload-tokens', qs });
	},
};
