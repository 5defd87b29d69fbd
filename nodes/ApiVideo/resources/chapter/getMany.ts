import type { Operation } from '../operation';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { trackList } from '../shared/textTrack';
import { readVideoId, videoLocator } from '../shared/videoLocator';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many chapters',
	description: 'Get the languages in which a video has chapters',
	properties: [videoLocator, ...returnAllProperties],
	async execute(context) {
		return await fetchList(context, trackList(readVideoId(context), 'chapters'));
	},
};
