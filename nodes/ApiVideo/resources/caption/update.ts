import { Trouble } from '../../api/trouble';
import { readSwitch } from '../../values/switch';
import type { Operation } from '../operation';
import { fieldsOf, updateFieldsOf } from '../shared/collections';
import { readTrack, trackLocators } from './textTrack';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update caption',
	description: 'Choose whether the captions in one language are those that a video starts with',
	properties: [
		...trackLocators,
		updateFieldsOf([
			{
				displayName: 'Default',
				name: 'default',
				type: 'boolean',
				default: true,
				description: 'Whether the player shows these captions unless the viewer chooses others',
			},
		]),
	],
	async execute(context) {
		const { path, subject } = readTrack(context, 'captions');
		const isDefault = readSwitch(fieldsOf(context, 'updateFields').default, 'Default');
		if (isDefault === undefined) {
			throw new Trouble(
				'There is nothing to update',
				'Add Default under Update Fields and switch it on or off.',
			);
		}
		const body = { default: isDefault };
		return await context.api.patch({ path, subject, body });
	},
};
