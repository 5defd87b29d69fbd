import type { Operation } from '../operation';
import { readVideoId, videoLocator } from '../shared/videoLocator';
import { readMaxWait } from './maxWait';
import { waitUntilPlayable } from './playable';

export const waitForVideo: Operation = {
	value: 'waitUntilPlayable',
	name: 'Wait Until Playable',
	action: 'Wait until video is playable',
	description: 'Wait until a video can be watched, and say in which qualities',
	properties: [
		videoLocator,
		{
			displayName: 'Max Wait (Minutes)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description: 'How long to wait before giving up',
		},
	],
	async execute(context) {
		const videoId = readVideoId(context);
		const minutes = readMaxWait(context.n8n.getNodeParameter('maxWait', context.itemIndex));
		return { videoId, ...(await waitUntilPlayable(context, videoId, minutes)) };
	},
};
