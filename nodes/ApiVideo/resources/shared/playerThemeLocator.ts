import type { INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import type { OperationContext } from '../operation';
import { day, listSearch, NEWEST_FIRST } from './listSearch';
import { locatorFor, pickedId, readPickedId, type Pickable } from './locator';

const PLAYER_THEME: Pickable = {
	idName: 'playerId',
	label: 'Player Theme',
	thing: 'player theme',
	example: 'pl45KFKdlddgk654dspkze',
	url: {
		example: 'https://cdn.api.video/player/pl45KFKdlddgk654dspkze/logo.png',
		// In any address, such as that of its logo.
		idIn: 'https?:\\/\\/[^\\s]*\\/(pl[0-9A-Za-z]+)(?:[\\/?#][^\\s]*)?',
	},
	searchListMethod: 'searchPlayerThemes',
};

/** The field that picks a player theme and may stay empty. */
export const playerThemeField = locatorFor(PLAYER_THEME);

/** The parameter that picks a player theme. */
export const playerThemeLocator: INodeProperties = { ...playerThemeField, required: true };

/** @throws Trouble when nothing was picked, or no ID can be made out */
export function readPlayerId(context: OperationContext): string {
	return readPickedId(context, PLAYER_THEME);
}

/**
 * @param value of {@link playerThemeField}
 * @throws Trouble when no ID can be made out
 */
export function playerIdIn(value: unknown): string | undefined {
	return pickedId(value, PLAYER_THEME, PLAYER_THEME.label);
}

/** @returns what a request about one player theme has in common */
export function onePlayerTheme(playerId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/players/${encodeURIComponent(playerId)}`,
		subject: `The player theme ${playerId}`,
	};
}

/** Fills the From List mode: newest first, filtered by name and ID. */
export const searchPlayerThemes = listSearch({
	path: '/players',
	qs: NEWEST_FIRST,
	toItem: ({ playerId, name, createdAt }) => ({
		name: `${String(name ?? '') || String(playerId)} (${day(createdAt)})`,
		value: String(playerId),
	}),
});
