import { WEBHOOKS } from '../../api/paths/webhooks';
import type { Operation } from '../operation';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { returnAllProperties } from '../shared/returnAll';
import { QUALITY_COMPLETED, webhookEvents } from './webhookEvents';

const webhooks: ManyList = {
	path: WEBHOOKS,
	filters: [
		{
			field: {
				displayName: 'Event',
				name: 'events',
				type: 'options',
				options: webhookEvents,
				default: QUALITY_COMPLETED,
				description: 'What the webhooks are told about',
			},
		},
	],
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many webhooks',
	description: 'Get the webhooks of the workspace, all or those for a certain event',
	properties: [...returnAllProperties, ...manyProperties(webhooks)],
	async execute(context) {
		return await fetchMany(context, webhooks);
	},
};
