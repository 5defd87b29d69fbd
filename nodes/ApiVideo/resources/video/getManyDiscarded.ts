import type { Operation } from '../operation';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { readVideoList, videoListProperties } from '../shared/videoFilters';
import { simplifyVideo } from './simplifyVideo';

export const getManyDiscarded: Operation = {
	value: 'getAllDiscarded',
	name: 'Get Many Discarded',
	action: 'Get many discarded videos',
	description: 'Get the deleted videos that Video Restore still keeps',
	properties: [...returnAllProperties, simplifyProperty, ...videoListProperties],
	async execute(context) {
		const videos = await fetchList(context, {
			path: '/discarded/videos',
			qs: readVideoList(context),
		});
		return readSimplify(context) ? videos.map(simplifyVideo) : videos;
	},
};
