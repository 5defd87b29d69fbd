import { NEW_PLAYER_THEME, PLAYER_THEMES } from '../../api/paths/playerThemes';
import type { Operation } from '../operation';
import { additionalFieldsOf, fieldsOf } from '../shared/collections';
import { nameField, readName, readThemeFields, themeFields } from './themeFields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create player theme',
	description:
		'Create a player theme: a look and a behavior that the player of videos and live streams can have',
	makesNew: true,
	properties: [{ ...nameField, required: true }, additionalFieldsOf([...themeFields])],
	async execute(context) {
		const name = readName(context.parameters.raw(nameField));
		const body = { name, ...readThemeFields(fieldsOf(context, 'additionalFields')) };
		return await context.api.make({ path: PLAYER_THEMES, body }, NEW_PLAYER_THEME);
	},
};
