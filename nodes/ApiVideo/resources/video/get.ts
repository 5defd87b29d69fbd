import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { readVideoId, videoLocator } from '../shared/videoLocator';
import { oneVideo } from './oneVideo';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get video',
	description: 'Get the title, metadata, player and asset addresses of a video',
	properties: [videoLocator],
	async execute(context) {
		const video = oneVideo(readVideoId(context));
		return await apiRequest(context.n8n, context.clock, { method: 'GET', ...video });
	},
};
