import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from '../shared/liveStreamLocator';
import { oneLiveStream } from './oneLiveStream';

export const deleteThumbnail: Operation = {
	value: 'deleteThumbnail',
	name: 'Delete Thumbnail',
	action: 'Delete live stream thumbnail',
	description: 'Delete the image that was uploaded for a live stream',
	properties: [liveStreamLocator],
	async execute(context) {
		const liveStreamId = readLiveStreamId(context);
		const { path, subject } = oneLiveStream(liveStreamId);
		const request = { path: `${path}/thumbnail`, subject };
		const liveStream = await context.api.delete(request);
		// The answer to a repeated request says only that it is gone.
		return { deleted: true, liveStreamId, ...liveStream };
	},
};
