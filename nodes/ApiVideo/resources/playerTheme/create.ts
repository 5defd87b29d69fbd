import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { additionalFieldsOf } from '../shared/collections';
import { nameField, readName, readThemeFields, themeFields } from './themeFields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create player theme',
	description:
		'Create a player theme: a look and a behavior that the player of videos and live streams can have',
	properties: [{ ...nameField, required: true }, additionalFieldsOf([...themeFields])],
	async execute({ n8n, itemIndex, clock }) {
		const name = readName(n8n.getNodeParameter('name', itemIndex, ''));
		const fields = n8n.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const body = { name, ...readThemeFields(fields) };
		return await apiRequest(n8n, clock, { method: 'POST', path: '/players', body });
	},
};
