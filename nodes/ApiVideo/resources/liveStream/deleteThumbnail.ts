import { apiRequest } from '../../api/client';
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
		const request = { method: 'DELETE', path: `${path}/thumbnail`, subject } as const;
		const liveStream = await apiRequest(context.n8n, context.clock, request);
		// The answer to a repeated request says only that it is gone.
		return { deleted: true, liveStreamId, ...liveStream };
	},
};
