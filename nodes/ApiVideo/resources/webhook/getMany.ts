import type { IDataObject } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { readLimit, returnAllProperties } from '../shared/returnAll';
import { QUALITY_COMPLETED, webhookEvents } from '../shared/webhookEvents';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many webhooks',
	description: 'Get the webhooks of the workspace, all or those for a certain event',
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
					displayName: 'Event',
					name: 'events',
					type: 'options',
					options: webhookEvents,
					default: QUALITY_COMPLETED,
					description: 'What the webhooks are told about',
				},
			],
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const qs = n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject;
		return await fetchAll(n8n, clock, { path: '/webhooks', qs }, readLimit(context));
	},
};
