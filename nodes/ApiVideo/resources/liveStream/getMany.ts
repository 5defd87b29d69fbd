import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { filledIn } from '../shared/filledIn';
import { readLimit, returnAllProperties } from '../shared/returnAll';
import { sortOrderField } from '../shared/sorting';

const filtersProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add filter',
	default: {},
	options: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. My Live Stream',
			description: 'The name of the live streams, or a part of it',
		},
		{
			displayName: 'Stream Key',
			name: 'streamKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. dw-dew8-q6w9-k67w-1ws8',
			description: 'The key that streaming software uses to send the live stream',
		},
	],
};

const optionsProperty: INodeProperties = {
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
			description: 'What to sort the live streams by',
		},
		sortOrderField,
	],
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many live streams',
	description: 'Get the live streams of the workspace, all or those with a certain name',
	properties: [...returnAllProperties, filtersProperty, optionsProperty],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const filters = filledIn(n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject);
		const sorting = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const { streamKey } = filters;
		const secrets = streamKey ? [String(streamKey)] : [];
		const request = { path: '/live-streams', qs: { ...filters, ...sorting }, secrets };
		return await fetchAll(n8n, clock, request, readLimit(context));
	},
};
