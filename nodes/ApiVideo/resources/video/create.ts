import type { INodeProperties } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { readAddress } from '../../values/address';
import { readFilled } from '../../values/text';
import type { Operation, OperationContext } from '../operation';
import { chosen } from '../shared/chosen';
import { titleField } from '../shared/videoFields';
import { readVideoId, videoLocator } from '../shared/videoLocator';
import { additionalFields, readAdditionalFields } from './uploadFields';

const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{
			name: 'Copy of a Video',
			value: 'video',
			description: 'Another video of yours, for example to cut a clip or put a watermark on it',
		},
		{
			name: 'None',
			value: 'none',
			description: 'An empty video, to upload into it later',
		},
		{
			name: 'URL',
			value: 'url',
			description:
				'A video that is on the web already: api.video fetches it by itself, in the background',
		},
	],
	default: 'url',
	description: 'Where the content of the video comes from',
};

const sourceVideoLocator: INodeProperties = {
	...videoLocator,
	displayName: 'Video to Copy',
	name: 'sourceVideoId',
	displayOptions: { show: { source: ['video'] } },
	description: 'The video whose content the new one is to have',
};

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create video',
	description:
		'Create a video from a URL, as a copy of another one, or empty. For a file that an earlier step put into a binary field, use Upload.',
	makesNew: true,
	properties: [
		sourceField,
		{
			displayName: 'URL',
			name: 'sourceUrl',
			type: 'string',
			required: true,
			displayOptions: { show: { source: ['url'] } },
			default: '',
			placeholder: 'e.g. https://example.com/video.mp4',
			description: 'The address of a video file that anybody can download',
		},
		sourceVideoLocator,
		{ ...titleField, required: true },
		additionalFields,
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const title = readFilled(
			n8n.getNodeParameter('title', itemIndex, ''),
			titleField.displayName,
			'Enter a Title: every video needs one.',
		);
		const fields = readAdditionalFields(n8n.getNodeParameter('additionalFields', itemIndex, {}));
		const body = { ...fields, ...readSource(context), title };
		return await apiRequest(n8n, clock, { method: 'POST', path: '/videos', body });
	},
};

function readSource(context: OperationContext): { source?: string } {
	const { n8n, itemIndex } = context;
	switch (chosen<'none' | 'url' | 'video'>(context, sourceField)) {
		case 'none':
			return {};
		case 'video':
			return { source: readVideoId(context, sourceVideoLocator) };
		case 'url':
			return {
				source: readAddress(
					n8n.getNodeParameter('sourceUrl', itemIndex, ''),
					'URL',
					'Enter the full address of a video file; it begins with https:// or http://.',
				),
			};
	}
}
