import { oneLiveStream } from '../../api/paths/liveStreams';
import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from './liveStreamLocator';

export const deleteLiveStream: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete live stream',
	description: 'Delete a live stream that is no longer needed',
	properties: [liveStreamLocator],
	async execute(context) {
		const liveStreamId = readLiveStreamId(context);
		await context.api.delete(oneLiveStream(liveStreamId));
		return { deleted: true, liveStreamId };
	},
};
