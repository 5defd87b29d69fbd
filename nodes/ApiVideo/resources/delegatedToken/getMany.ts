import type { Operation } from '../operation';
import { optionsOf } from '../shared/collections';
import { readListQuery, sortingBy } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many delegated tokens',
	description: 'Get the tokens that can be used at the moment',
	properties: [
		...returnAllProperties,
		optionsOf(
			sortingBy('tokens', [
				{ name: 'Created At', value: 'createdAt' },
				{ name: 'Time to Live', value: 'ttl' },
			]),
		),
	],
	async execute(context) {
		return await fetchList(context, { path: '/upload-tokens', qs: readListQuery(context) });
	},
};
