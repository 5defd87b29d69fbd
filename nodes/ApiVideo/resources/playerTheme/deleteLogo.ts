import { logoOfPlayerTheme } from '../../api/paths/playerThemes';
import type { Operation } from '../operation';
import { playerThemeLocator, readPlayerId } from './playerThemeLocator';

export const deleteLogo: Operation = {
	value: 'deleteLogo',
	name: 'Delete Logo',
	action: 'Delete player theme logo',
	description: 'Delete the logo of a player theme and keep the rest of it',
	properties: [playerThemeLocator],
	async execute(context) {
		const playerId = readPlayerId(context);
		await context.api.delete(logoOfPlayerTheme(playerId));
		return { deleted: true, playerId };
	},
};
