import { oneDiscardedVideo } from '../../api/paths/videos';
import type { Operation } from '../operation';
import { discardedVideoLocator, readDiscardedVideoId } from './discardedVideoLocator';

export const restore: Operation = {
	value: 'restore',
	name: 'Restore',
	action: 'Restore discarded video',
	description: 'Bring back a deleted video that Video Restore still keeps',
	properties: [discardedVideoLocator],
	async execute(context) {
		return await context.api.patch({
			...oneDiscardedVideo(readDiscardedVideoId(context)),
			body: { discarded: false },
		});
	},
};
