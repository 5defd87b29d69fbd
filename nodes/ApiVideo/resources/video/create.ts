import type { INodeProperties } from 'n8n-workflow';
import { VIDEOS } from '../../api/paths/videos';
import type { Operation, OperationContext } from '../operation';
import { titleField } from './videoFields';
import { readVideoId, videoLocator } from './videoLocator';
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

const urlField: INodeProperties = {
	displayName: 'URL',
	name: 'sourceUrl',
	type: 'string',
	required: true,
	displayOptions: { show: { source: ['url'] } },
	default: '',
	placeholder: 'e.g. https://example.com/video.mp4',
	description: 'The address of a video file that anybody can download',
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
		urlField,
		sourceVideoLocator,
		{ ...titleField, required: true },
		additionalFields,
	],
	async execute(context) {
		const { api, parameters } = context;
		const title = parameters.filled(titleField, 'Enter a Title: every video needs one.');
		const fields = readAdditionalFields(context);
		const body = { ...fields, ...readSource(context), title };
		return await api.post({ path: VIDEOS, body });
	},
};

function readSource(context: OperationContext): { source?: string } {
	const { parameters } = context;
	switch (parameters.choice<'none' | 'url' | 'video'>(sourceField)) {
		case 'none':
			return {};
		case 'video':
			return { source: readVideoId(context, sourceVideoLocator) };
		case 'url':
			return {
				source: parameters.address(
					urlField,
					'Enter the full address of a video file; it begins with https:// or http://.',
				),
			};
	}
}
