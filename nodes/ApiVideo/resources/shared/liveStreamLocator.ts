import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { fetchPage } from '../../api/pages';
import { createClock } from '../../n8n/clock';
import { forList } from '../../n8n/itemErrors';
import type { OperationContext } from '../operation';
import { readPickedId } from './pickedId';

/** Finds the id in any address of a live stream: player, embed code, manifest or thumbnail. */
const ID_IN_URL = 'https?:\\/\\/[^\\s]*\\/(li[0-9A-Za-z]+)(?:[.\\/?#][^\\s]*)?';

/** The parameter that picks a live stream. */
export const liveStreamLocator: INodeProperties = {
	displayName: 'Live Stream',
	name: 'liveStreamId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The live stream to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a live stream...',
			typeOptions: { searchListMethod: 'searchLiveStreams', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. li400mYKSgQ6xs7taUeSaEKr',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://embed.api.video/live/li400mYKSgQ6xs7taUeSaEKr',
			extractValue: { type: 'regex', regex: ID_IN_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: ID_IN_URL,
						errorMessage: 'This is not the address of a live stream of api.video',
					},
				},
			],
		},
	],
};

/**
 * Reads which live stream was picked. An address pasted where an id belongs is understood as well.
 *
 * @throws Trouble when nothing was picked, or no id can be made out
 */
export function readLiveStreamId(context: OperationContext): string {
	return readPickedId(context, {
		name: 'liveStreamId',
		label: 'Live Stream',
		thing: 'live stream',
		example: 'li400mYKSgQ6xs7taUeSaEKr',
		idInUrl: ID_IN_URL,
	});
}

/** Fills the From List mode: newest first, filtered by name. */
export async function searchLiveStreams(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forList(this, async () => {
		const qs = { sortBy: 'createdAt', sortOrder: 'desc', ...(filter ? { name: filter } : {}) };
		const request = { path: '/live-streams', qs };
		const page = Number(paginationToken ?? 1);
		const { entries, nextPage } = await fetchPage(this, createClock(), request, page, 50);
		return {
			results: entries.map(({ liveStreamId, name, createdAt, assets }) => ({
				name: `${String(name ?? liveStreamId)} (${String(createdAt).slice(0, 10)})`,
				value: String(liveStreamId),
				url: (assets as { player?: string } | undefined)?.player,
			})),
			paginationToken: nextPage?.toString(),
		};
	});
}
