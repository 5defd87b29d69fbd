import { onePlayerTheme } from '../../api/paths/playerThemes';
import type { Operation } from '../operation';
import { checkUpdate, fieldsOf, updateFieldsOf } from '../shared/collections';
import { playerThemeLocator, readPlayerId } from './playerThemeLocator';
import { nameField, readName, readThemeFields, themeFields } from './themeFields';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update player theme',
	description:
		'Change the name, colors or behavior of a player theme. Players show it within ten minutes.',
	properties: [playerThemeLocator, updateFieldsOf([nameField, ...themeFields])],
	async execute(context) {
		const one = onePlayerTheme(readPlayerId(context));
		const fields = fieldsOf(context, 'updateFields');
		const body = readThemeFields(fields);
		const { name } = fields;
		if (name !== undefined && name !== null) body.name = readName(name);
		checkUpdate(body);
		return await context.api.patch({ ...one, body });
	},
};
