import type { Operation } from '../operation';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { readVideoList, videoListProperties } from '../shared/videoFilters';
import { simplifyVideo } from './simplifyVideo';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many videos',
	description: 'Get all videos, or those with a certain title, tag, metadata or description',
	properties: [...returnAllProperties, simplifyProperty, ...videoListProperties],
	async execute(context) {
		const videos = await fetchList(context, { path: '/videos', qs: readVideoList(context) });
		return readSimplify(context) ? videos.map(simplifyVideo) : videos;
	},
};
