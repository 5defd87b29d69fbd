import type { IDataObject } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { readLimit, returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { sortOrderField } from '../shared/sorting';
import { simplifyTheme } from './simplifyTheme';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many player themes',
	description: 'Get the player themes that videos can be given',
	properties: [
		...returnAllProperties,
		simplifyProperty,
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
						{ name: 'Name', value: 'name' },
						{ name: 'Updated At', value: 'updatedAt' },
					],
					default: 'createdAt',
				},
				sortOrderField,
			],
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const qs = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const themes = await fetchAll(n8n, clock, { path: '/players', qs }, readLimit(context));
		return readSimplify(context) ? themes.map(simplifyTheme) : themes;
	},
};
