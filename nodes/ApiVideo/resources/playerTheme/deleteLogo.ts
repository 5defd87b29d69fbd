import type { Operation } from '../operation';
import { onePlayerTheme, playerThemeLocator, readPlayerId } from '../shared/playerThemeLocator';

export const deleteLogo: Operation = {
	value: 'deleteLogo',
	name: 'Delete Logo',
	action: 'Delete player theme logo',
	description: 'Delete the logo of a player theme and keep the rest of it',
	properties: [playerThemeLocator],
	async execute(context) {
		const playerId = readPlayerId(context);
		const { path, subject } = onePlayerTheme(playerId);
		const request = { path: `${path}/logo`, subject };
		await context.api.delete(request);
		return { deleted: true, playerId };
	},
};
