import { PLAYER_THEMES } from '../../api/paths/playerThemes';
import type { Operation } from '../operation';
import { sortingBy } from '../shared/listQuery';
import { fetchMany, manyProperties, type ManyList } from '../shared/many';
import { returnAllProperties } from '../shared/returnAll';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { simplifyTheme } from './simplifyTheme';

const playerThemes: ManyList = {
	path: PLAYER_THEMES,
	sorting: sortingBy('player themes', [
		{ name: 'Created At', value: 'createdAt' },
		{ name: 'Name', value: 'name' },
		{ name: 'Updated At', value: 'updatedAt' },
	]),
};

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many player themes',
	description: 'Get the player themes that videos and live streams can have',
	properties: [...returnAllProperties, simplifyProperty, ...manyProperties(playerThemes)],
	async execute(context) {
		const toItem = readSimplify(context) ? simplifyTheme : undefined;
		return await fetchMany(context, playerThemes, toItem);
	},
};
