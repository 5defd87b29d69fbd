import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import type { Operation } from '../operation';
import { updateFieldsOf } from '../shared/collections';
import { readTrack, trackLocators } from '../shared/textTrack';

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
		const { n8n, itemIndex, clock } = context;
		const { path, subject } = readTrack(context, 'captions');
		const fields = n8n.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
		if (typeof fields.default !== 'boolean') {
			throw new Trouble(
				'There is nothing to update',
				'Add Default under Update Fields and switch it on or off.',
			);
		}
		const body = { default: fields.default };
		return await apiRequest(n8n, clock, { method: 'PATCH', path, subject, body });
	},
};
