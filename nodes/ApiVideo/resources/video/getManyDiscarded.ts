import { fetchAll } from '../../api/pages';
import type { Operation } from '../operation';
import { readLimit, returnAllProperties } from '../shared/returnAll';
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
		const { n8n, clock } = context;
		const request = { path: '/discarded/videos', qs: readVideoList(context) };
		const videos = await fetchAll(n8n, clock, request, readLimit(context));
		return readSimplify(context) ? videos.map(simplifyVideo) : videos;
	},
};
