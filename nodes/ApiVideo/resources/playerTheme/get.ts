import { onePlayerTheme } from '../../api/paths/playerThemes';
import type { Operation } from '../operation';
import { playerThemeLocator, readPlayerId } from './playerThemeLocator';
import { readSimplify, simplifyProperty } from '../shared/simplify';
import { simplifyTheme } from './simplifyTheme';

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get player theme',
	description:
		'Get the name and logo of a player theme, and without Simplify its colors and behavior',
	properties: [playerThemeLocator, simplifyProperty],
	async execute(context) {
		const one = onePlayerTheme(readPlayerId(context));
		const simplify = readSimplify(context);
		const theme = await context.api.get(one);
		return simplify ? simplifyTheme(theme) : theme;
	},
};
