import { onePlayerTheme } from '../../api/paths/playerThemes';
import type { Operation } from '../operation';
import { playerThemeLocator, readPlayerId } from './playerThemeLocator';

export const deletePlayerTheme: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete player theme',
	description: 'Delete a player theme that is no longer needed',
	properties: [playerThemeLocator],
	async execute(context) {
		const playerId = readPlayerId(context);
		const one = onePlayerTheme(playerId);
		await context.api.delete(one);
		return { deleted: true, playerId };
	},
};
