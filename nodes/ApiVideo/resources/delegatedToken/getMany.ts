import type { IDataObject } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { readLimit, returnAllProperties } from '../shared/returnAll';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many delegated tokens',
	description: 'Get the tokens that can be used at the moment',
	properties: [
		...returnAllProperties,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Sort By',
					name: 'sortBy',
					type: 'options',
					options: [
						{ name: 'Created At', value: 'createdAt' },
						{ name: 'Time to Live', value: 'ttl' },
					],
					default: 'createdAt',
				},
				{
					displayName: 'Sort Order',
					name: 'sortOrder',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc' },
						{ name: 'Descending', value: 'desc' },
					],
					default: 'desc',
				},
			],
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const qs = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
		return await fetchAll(n8n, clock, { path: '/upload-tokens', qs }, readLimit(context));
	},
};
