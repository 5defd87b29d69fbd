import type { Operation } from '../operation';
import { readVideoId, videoLocator } from './videoLocator';
import { fetchStatus } from './status';

export const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get video status',
	description: 'Get how far the upload and the encoding of a video are, and which qualities it has',
	properties: [videoLocator],
	async execute(context) {
		const videoId = readVideoId(context);
		return { videoId, ...(await fetchStatus(context, videoId)) };
	},
};
