import type { IDataObject } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { filledIn } from '../shared/filledIn';
import { readLimit, returnAllProperties } from '../shared/returnAll';
import { sortOrderField } from '../shared/sorting';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get the tags that videos have, and how many videos have each',
	properties: [
		...returnAllProperties,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Tag',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. maths',
					description: 'A text that the tag contains; accents and upper case do not matter',
				},
			],
		},
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
						{ name: 'Tag', value: 'value' },
						{ name: 'Video Count', value: 'videoCount' },
					],
					default: 'value',
				},
				sortOrderField,
			],
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const filters = filledIn(n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject);
		const options = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const request = { path: '/tags', qs: { ...filters, ...options } };
		return await fetchAll(n8n, clock, request, readLimit(context));
	},
};
