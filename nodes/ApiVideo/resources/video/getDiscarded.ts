import { oneDiscardedVideo } from '../../api/paths/videos';
import type { Operation } from '../operation';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { discardedVideoLocator, readDiscardedVideoId } from './discardedVideoLocator';
import { simplifyVideo } from './simplifyVideo';

export const getDiscarded: Operation = {
	value: 'getDiscarded',
	name: 'Get Discarded',
	action: 'Get discarded video',
	description: 'Get a deleted video that Video Restore still keeps, and until when',
	properties: [discardedVideoLocator, simplifyProperty],
	async execute(context) {
		const one = oneDiscardedVideo(readDiscardedVideoId(context));
		const simplify = readSimplify(context);
		const video = await context.api.get(one);
		return simplify ? simplifyVideo(video) : video;
	},
};
