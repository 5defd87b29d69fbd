import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from '../shared/liveStreamLocator';
import { oneLiveStream } from './oneLiveStream';

export const complete: Operation = {
	value: 'complete',
	name: 'Complete',
	action: 'Complete live stream',
	description: 'End a live stream that is on air, and its recording. It takes a few seconds.',
	properties: [liveStreamLocator],
	async execute(context) {
		const liveStreamId = readLiveStreamId(context);
		const { path, subject } = oneLiveStream(liveStreamId);
		await context.api.put({ path: `${path}/complete`, subject });
		return { completed: true, liveStreamId };
	},
};
