import { SUMMARIES } from '../../api/paths/summaries';
import type { Operation } from '../operation';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { sortingBy } from '../shared/listQuery';
import { returnAllProperties } from '../shared/returnAll';
import { videoField, videoIdIn } from '../video/videoLocator';

const summaries: ManyList = {
	path: SUMMARIES,
	filters: [
		{
			field: {
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
		},
		{
			field: {
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
		},
		{
			field: { ...videoField, description: 'The video that the summary belongs to' },
			read: (value) => videoIdIn(value, videoField.displayName),
		},
	],
	sorting: sortingBy('summaries', [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Updated At', value: 'updatedAt' },
		{ name: 'Video ID', value: 'videoId' },
	]),
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many summaries',
	description:
		'Get which videos have a summary, and how far each one is. The text comes from Get Content.',
	properties: [...returnAllProperties, ...manyProperties(summaries)],
	async execute(context) {
		return await fetchMany(context, summaries);
	},
};
