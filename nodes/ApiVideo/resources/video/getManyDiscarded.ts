import { DISCARDED_VIDEOS } from '../../api/paths/videos';
import type { Operation } from '../operation';
import { fetchMany, manyProperties } from '../shared/many';
import { returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { videoList } from './videoFilters';
import { simplifyVideo } from './simplifyVideo';

export const getManyDiscarded: Operation = {
	value: 'getAllDiscarded',
	name: 'Get Many Discarded',
	action: 'Get many discarded videos',
	description: 'Get the deleted videos that Video Restore still keeps',
	properties: [...returnAllProperties, simplifyProperty, ...manyProperties(videoList)],
	async execute(context) {
		const list = { path: DISCARDED_VIDEOS, ...videoList };
		return await fetchMany(context, list, readSimplify(context) ? simplifyVideo : undefined);
	},
};
