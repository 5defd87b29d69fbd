import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { checkUpdate, updateFieldsOf } from '../shared/collections';
import { onePlayerTheme, playerThemeLocator, readPlayerId } from '../shared/playerThemeLocator';
import { nameField, readName, readThemeFields, themeFields } from './themeFields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update player theme',
	description:
		'Change the name, colors or behavior of a player theme. Players show it within ten minutes.',
	properties: [playerThemeLocator, updateFieldsOf([nameField, ...themeFields])],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const one = onePlayerTheme(readPlayerId(context));
		const fields = n8n.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
		const body = readThemeFields(fields);
		if (fields.name !== undefined) body.name = readName(fields.name);
		checkUpdate(body);
		return await apiRequest(n8n, clock, { method: 'PATCH', ...one, body });
	},
};
