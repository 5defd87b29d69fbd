import { oneLiveStream } from '../../api/paths/liveStreams';
import type { Operation } from '../operation';
import { liveStreamLocator, readLiveStreamId } from './liveStreamLocator';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get live stream',
	description:
		'Get the stream key, restreams and addresses of a live stream, and whether it is on air',
	properties: [liveStreamLocator],
	async execute(context) {
		const liveStream = oneLiveStream(readLiveStreamId(context));
		return await context.api.get(liveStream);
	},
};
