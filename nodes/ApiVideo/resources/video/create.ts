import type { IDataObject } from 'n8n-workflow';
import { apiRequest } from '../../api/client';
import { Trouble } from '../../api/trouble';
import type { Operation, OperationContext } from '../operation';
import { additionalFields, readAdditionalFields } from './uploadFields';

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create video',
	description:
		'Create a video from a web address or as a copy of another one, without any bytes through n8n, or an empty one',
	properties: [
		{
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
					description: 'A video that is on the web already: api.video fetches it by itself',
				},
			],
			default: 'url',
			description: 'Where the content of the video comes from',
		},
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
		{
			displayName: 'Video ID to Copy',
			name: 'sourceVideoId',
			type: 'string',
			required: true,
			displayOptions: { show: { source: ['video'] } },
			default: '',
			placeholder: 'e.g. vi4k0jvEUuaTdRAEjQ4Jfrgz',
			description: 'The video whose content the new one is to have',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Maths video',
			description: 'The name of the video',
		},
		additionalFields,
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const title = String(n8n.getNodeParameter('title', itemIndex, '') ?? '').trim();
		if (title === '') {
			throw new Trouble('Title is empty', 'Enter a Title: every video needs one.');
		}
		const fields = n8n.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
		const body = { ...readAdditionalFields(fields), ...readSource(context), title };
		return await apiRequest(n8n, clock, { method: 'POST', path: '/videos', body });
	},
};

function readSource({ n8n, itemIndex }: OperationContext): IDataObject {
	const kind = n8n.getNodeParameter('source', itemIndex);
	if (kind === 'none') return {};
	const name = kind === 'url' ? 'sourceUrl' : 'sourceVideoId';
	const source = String(n8n.getNodeParameter(name, itemIndex, '') ?? '').trim();
	if (kind === 'url' ? !/^https?:\/\/\S+$/.test(source) : !/^[\w-]+$/.test(source)) {
		throw new Trouble(
			kind === 'url'
				? `URL is not a web address: '${source}'`
				: `'${source}' is not the ID of a video`,
			kind === 'url'
				? 'Enter the full address of a video file; it begins with https:// or http://.'
				: 'The ID of a video looks like vi4k0jvEUuaTdRAEjQ4Jfrgz. Earlier steps put it out as videoId.',
		);
	}
	return { source };
}
