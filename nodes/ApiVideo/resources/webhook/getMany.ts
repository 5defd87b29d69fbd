import type { Operation } from '../operation';
import { filtersOf } from '../shared/collections';
import { readListQuery } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { QUALITY_COMPLETED, webhookEvents } from '../shared/webhookEvents';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many webhooks',
	description: 'Get the webhooks of the workspace, all or those for a certain event',
	properties: [
		...returnAllProperties,
		filtersOf([
			{
				displayName: 'Event',
				name: 'events',
				type: 'options',
				options: webhookEvents,
				default: QUALITY_COMPLETED,
				description: 'What the webhooks are told about',
			},
		]),
	],
	async execute(context) {
		return await fetchList(context, { path: '/webhooks', qs: readListQuery(context) });
	},
};
