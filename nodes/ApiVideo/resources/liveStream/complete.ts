import { endOfLiveStream } from '../../api/paths/liveStreams';
import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from './liveStreamLocator';

export const complete: Operation = {
	value: 'complete',
	name: 'Complete',
	action: 'Complete live stream',
	description: 'End a live stream that is on air, and its recording. It takes a few seconds.',
	properties: [liveStreamLocator],
	async execute(context) {
		const liveStreamId = readLiveStreamId(context);
		await context.api.put(endOfLiveStream(liveStreamId));
		return { completed: true, liveStreamId };
	},
};
