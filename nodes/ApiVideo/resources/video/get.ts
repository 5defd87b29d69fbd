import type { Operation } from '../operation';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { readVideoId, videoLocator } from './videoLocator';
import { oneVideo } from '../../api/paths/videos';
import { simplifyVideo } from './simplifyVideo';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get video',
	description:
		'Get the title, description, tags, metadata and addresses of a video, and without Simplify all the rest',
	properties: [videoLocator, simplifyProperty],
	async execute(context) {
		const one = oneVideo(readVideoId(context));
		const simplify = readSimplify(context);
		const video = await context.api.get(one);
		return simplify ? simplifyVideo(video) : video;
	},
};
