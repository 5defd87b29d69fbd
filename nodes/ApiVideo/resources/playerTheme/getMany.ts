import type { Operation } from '../operation';
import { optionsOf } from '../shared/collections';
import { readQueryOptions, sortingBy } from '../shared/listQuery';
import { fetchList, returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { simplifyTheme } from './simplifyTheme';

const SORTING = sortingBy('player themes', [
	{ name: 'Created At', value: 'createdAt' },
	{ name: 'Name', value: 'name' },
	{ name: 'Updated At', value: 'updatedAt' },
]);

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many player themes',
	description: 'Get the player themes that videos and live streams can have',
	properties: [...returnAllProperties, simplifyProperty, optionsOf(SORTING)],
	async execute(context) {
		const qs = readQueryOptions(context, SORTING);
		const simplify = readSimplify(context);
		const themes = await fetchList(context, { path: '/players', qs });
		return simplify ? themes.map(simplifyTheme) : themes;
	},
};
