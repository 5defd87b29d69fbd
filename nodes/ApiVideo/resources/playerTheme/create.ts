import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { additionalFieldsOf } from '../shared/collections';
import { readName, readThemeFields, themeFields } from './themeFields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create player theme',
	description: 'Create a look and a behavior of the player that videos can be given',
	properties: [
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. My theme',
			description: 'What the theme is found by',
		},
		additionalFieldsOf([...themeFields]),
	],
	async execute({ n8n, itemIndex, clock }) {
		const name = readName(n8n.getNodeParameter('name', itemIndex, ''));
		const fields = n8n.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const body = { name, ...readThemeFields(fields) };
		return await apiRequest(n8n, clock, { method: 'POST', path: '/players', body });
	},
};
