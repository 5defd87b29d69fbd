import { thumbnailOfLiveStream } from '../../api/paths/liveStreams';
import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from './liveStreamLocator';

export const deleteThumbnail: Operation = {
	value: 'deleteThumbnail',
	name: 'Delete Thumbnail',
	action: 'Delete live stream thumbnail',
	description: 'Delete the image that was uploaded for a live stream',
	properties: [liveStreamLocator],
	async execute(context) {
		const liveStreamId = readLiveStreamId(context);
		const liveStream = await context.api.delete(thumbnailOfLiveStream(liveStreamId));
		// The answer to a repeated request says only that it is gone.
		return { deleted: true, liveStreamId, ...liveStream };
	},
};
