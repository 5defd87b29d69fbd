import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import { fetchPage } from '../../api/pages';
import { createClock } from '../../n8n/clock';
import { forList } from '../../n8n/itemErrors';
import type { OperationContext } from '../operation';
import { readPickedId } from './pickedId';

/** Finds the ID in any address of a player theme, such as that of its logo. */
const ID_IN_URL = 'https?:\\/\\/[^\\s]*\\/(pl[0-9A-Za-z]+)(?:[\\/?#][^\\s]*)?';

/** The parameter that picks a player theme. */
export const playerThemeLocator: INodeProperties = {
	displayName: 'Player Theme',
	name: 'playerId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The player theme to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a player theme...',
			typeOptions: { searchListMethod: 'searchPlayerThemes', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. pl45KFKdlddgk654dspkze',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://cdn.api.video/player/pl45KFKdlddgk654dspkze/logo.png',
			extractValue: { type: 'regex', regex: ID_IN_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: ID_IN_URL,
						errorMessage: 'This is not the address of a player theme of api.video',
					},
				},
			],
		},
	],
};

/** @throws Trouble when nothing was picked, or no ID can be made out */
export function readPlayerId(context: OperationContext): string {
	return readPickedId(context, {
		name: playerThemeLocator.name,
		label: playerThemeLocator.displayName,
		thing: 'player theme',
		example: 'pl45KFKdlddgk654dspkze',
		idInUrl: ID_IN_URL,
	});
}

/** @returns what a request about one player theme has in common */
export function onePlayerTheme(playerId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/players/${encodeURIComponent(playerId)}`,
		subject: `The player theme ${playerId}`,
	};
}

/** Fills the From List mode: newest first, filtered by what the list shows. */
export async function searchPlayerThemes(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forList(this, async () => {
		const request = { path: '/players', qs: { sortBy: 'createdAt', sortOrder: 'desc' } };
		const page = Number(paginationToken ?? 1);
		const { entries, nextPage } = await fetchPage(this, createClock(), request, page, 100);
		const wanted = filter.toLowerCase();
		return {
			results: entries
				.map(({ playerId, name, createdAt }) => ({
					name: `${String(name ?? '') || String(playerId)} (${String(createdAt).slice(0, 10)})`,
					value: String(playerId),
				}))
				.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted)),
			paginationToken: nextPage?.toString(),
		};
	});
}
