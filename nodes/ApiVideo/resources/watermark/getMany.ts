import type { IDataObject } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { readLimit, returnAllProperties } from '../shared/returnAll';
import { sortOrderField } from '../shared/sorting';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many watermarks',
	description: 'Get the watermarks that were uploaded, by their date',
	properties: [
		...returnAllProperties,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [sortOrderField],
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const options = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const request = { path: '/watermarks', qs: { sortBy: 'createdAt', ...options } };
		return await fetchAll(n8n, clock, request, readLimit(context));
	},
};
