import { textTracks } from '../../api/paths/textTracks';
import type { Operation } from '../operation';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { readVideoId, videoLocator } from '../video/videoLocator';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many chapters',
	description: 'Get the languages in which a video has chapters',
	properties: [videoLocator, ...returnAllProperties],
	async execute(context) {
		return await fetchList(context, textTracks(readVideoId(context), 'chapters'));
	},
};
