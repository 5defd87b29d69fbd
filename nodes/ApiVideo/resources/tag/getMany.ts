import type { Operation } from '../operation';
import { filtersOf, optionsOf } from '../shared/collections';
import { readListQuery, sortingBy } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many tags',
	description: 'Get the tags that videos have, and how many videos have each',
	properties: [
		...returnAllProperties,
		filtersOf([
			{
				displayName: 'Tag',
				name: 'value',
				type: 'string',
				default: '',
				placeholder: 'e.g. maths',
				description: 'A text that the tag contains; accents and upper case do not matter',
			},
		]),
		optionsOf(
			sortingBy(
				'tags',
				[
					{ name: 'Tag', value: 'value' },
					{ name: 'Video Count', value: 'videoCount' },
				],
				'value',
			),
		),
	],
	async execute(context) {
		return await fetchList(context, { path: '/tags', qs: readListQuery(context) });
	},
};
