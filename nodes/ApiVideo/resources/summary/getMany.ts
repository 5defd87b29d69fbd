import type { IDataObject } from 'n8n-workflow';
import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { filledIn } from '../shared/filledIn';
import { readLimit, returnAllProperties } from '../shared/returnAll';
import { sortOrderField } from '../shared/sorting';
import { videoField, videoIdIn } from '../shared/videoLocator';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many summaries',
	description: 'Get which videos have a summary, and how far it is. Get Content brings the text.',
	properties: [
		...returnAllProperties,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Origin',
					name: 'origin',
					type: 'options',
					options: [
						{ name: 'API', value: 'api', description: 'Filled in with Summary > Update' },
						{ name: 'Automatic', value: 'auto', description: 'Written by api.video' },
					],
					default: 'auto',
					description: 'How the summary was made',
				},
				{
					displayName: 'Source Status',
					name: 'sourceStatus',
					type: 'options',
					options: [
						{ name: 'Completed', value: 'completed', description: 'The summary is there' },
						{ name: 'Missing', value: 'missing', description: 'It was not filled in yet' },
						{
							name: 'Not Generated',
							value: 'failed',
							description: 'A technical issue kept api.video from writing it',
						},
						{
							name: 'Unprocessable',
							value: 'unprocessable',
							description: 'The video cannot be summarized, for example because it has no sound',
						},
						{ name: 'Waiting', value: 'waiting', description: 'The video is being processed' },
					],
					default: 'completed',
					description: 'How far the summary is',
				},
				{ ...videoField, description: 'The video that the summary belongs to' },
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Sort By',
					name: 'sortBy',
					type: 'options',
					options: [
						{ name: 'Created At', value: 'createdAt' },
						{ name: 'Updated At', value: 'updatedAt' },
						{ name: 'Video ID', value: 'videoId' },
					],
					default: 'createdAt',
				},
				sortOrderField,
			],
		},
	],
	async execute(context) {
		const { n8n, itemIndex, clock } = context;
		const filters = n8n.getNodeParameter('filters', itemIndex, {}) as IDataObject;
		const options = n8n.getNodeParameter('options', itemIndex, {}) as IDataObject;
		const videoId = videoIdIn(filters.videoId, videoField.displayName);
		const request = { path: '/summaries', qs: filledIn({ ...filters, videoId, ...options }) };
		return await fetchAll(n8n, clock, request, readLimit(context));
	},
};
