import { VIDEOS } from '../../api/paths/videos';
import type { Operation } from '../operation';
import { fetchMany, manyProperties } from '../shared/many';
import { returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { videoList } from './videoFilters';
import { simplifyVideo } from './simplifyVideo';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many videos',
	description: 'Get all videos, or those with a certain title, tag, metadata or description',
	properties: [...returnAllProperties, simplifyProperty, ...manyProperties(videoList)],
	async execute(context) {
		const list = { path: VIDEOS, ...videoList };
		return await fetchMany(context, list, readSimplify(context) ? simplifyVideo : undefined);
	},
};
