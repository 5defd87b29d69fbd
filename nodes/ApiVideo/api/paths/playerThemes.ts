import type { Made } from '../made';
import { below, type Asked } from './asked';
import { segment } from './segment';

/** The list of player themes, and where a new one is made. */
export const PLAYER_THEMES = '/players';

/** What a new one is named by. */
export const NEW_PLAYER_THEME: Made = {
	idField: 'playerId',
	what: 'player theme',
	listedBy: 'Player Theme > Get Many',
};

export function onePlayerTheme(playerId: string): Asked {
	return {
		path: `${PLAYER_THEMES}/${segment(playerId)}`,
		subject: `The player theme ${playerId}`,
	};
}

export function logoOfPlayerTheme(playerId: string): Asked {
	return below(onePlayerTheme(playerId), '/logo');
}
