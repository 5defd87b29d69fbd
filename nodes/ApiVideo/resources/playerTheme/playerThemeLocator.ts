import type { INodeProperties } from 'n8n-workflow';
import { PLAYER_THEMES } from '../../api/paths/playerThemes';
import { Trouble } from '../../api/trouble';
import { heldBy, pastedId, readId, textIn } from '../../values/id';
import type { OperationContext } from '../operation';
import { listSearch, NEWEST_FIRST, type ListSearch } from '../shared/listSearch';
import { locatorFor, readPickedId, type Pickable } from '../shared/locator';
import { minute, withDetails } from '../shared/shownDate';

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
	return readId(value, PLAYER_THEME, PLAYER_THEME.label);
}

/**
 * Reads the player theme that something is to have from now on. Whatever came out empty does not count
 * as a wish to have none.
 *
 * @param value of {@link playerThemeField}
 * @param advice what to do when it is empty
 * @returns undefined where nothing was given (null and undefined)
 * @throws Trouble when it is empty, or no ID can be made out
 */
export function changedPlayerId(value: unknown, advice: string): string | undefined {
	const held = heldBy(value);
	if (held === undefined || held === null) return undefined;
	const playerId = playerIdIn(held);
	if (playerId !== undefined) return playerId;
	throw new Trouble(`${PLAYER_THEME.label} is empty`, advice);
}

/** Stands for no player theme; no ID of one. */
const NO_PLAYER_THEME = 'none';

/** The field of something whose player theme can be taken away. */
export const removablePlayerThemeField = locatorFor({
	...PLAYER_THEME,
	searchListMethod: 'searchPlayerThemesOrNone',
});

/** @returns whether {@link NO_PLAYER_THEME} was picked or entered */
export function isNoPlayerTheme(value: unknown): boolean {
	return textIn(value, PLAYER_THEME.label).toLowerCase() === NO_PLAYER_THEME;
}

/** Fills the From List mode: newest first, filtered by name and ID. */
export const searchPlayerThemes = listSearch({
	path: PLAYER_THEMES,
	qs: NEWEST_FIRST,
	idIn: (pasted) => pastedId(pasted, PLAYER_THEME),
	toItem: ({ playerId, name, createdAt }, timeZone) => ({
		name: withDetails(String(name ?? '') || String(playerId), minute(createdAt, timeZone)),
		value: String(playerId),
	}),
});

/** The same, with {@link NO_PLAYER_THEME} in front. */
export const searchPlayerThemesOrNone: ListSearch = async function (filter = '', paginationToken) {
	const found = await searchPlayerThemes.call(this, filter, paginationToken);
	const none = { name: 'None (Remove Player Theme)', value: NO_PLAYER_THEME };
	const isFirstPage = paginationToken === undefined;
	const isWanted = isFirstPage && none.name.toLowerCase().includes(filter.toLowerCase());
	return isWanted ? { ...found, results: [none, ...found.results] } : found;
};
