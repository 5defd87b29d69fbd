import { TAGS } from '../../api/paths/videos';
import type { Operation } from '../operation';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { sortingBy } from '../shared/listQuery';
import { returnAllProperties } from '../shared/returnAll';

const tags: ManyList = {
	path: TAGS,
	filters: [
		{
			field: {
				displayName: 'Tag',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. maths',
				description: 'A text that the tag contains; accents and upper case do not matter',
			},
		},
	],
	sorting: sortingBy(
		'tags',
		[
			{ name: 'Tag', value: 'value' },
			{ name: 'Video Count', value: 'videoCount' },
		],
		'value',
	),
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get the tags that videos have, and how many videos have each',
	properties: [...returnAllProperties, ...manyProperties(tags)],
	async execute(context) {
		return await fetchMany(context, tags);
	},
};
