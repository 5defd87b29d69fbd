import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { readLimit, returnAllProperties } from '../shared/returnAll';
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
		const { n8n, clock } = context;
		const request = { path: '/videos', qs: readVideoList(context) };
		const videos = await fetchAll(n8n, clock, request, readLimit(context));
		return readSimplify(context) ? videos.map(simplifyVideo) : videos;
	},
};
