import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { fetchPage } from '../../api/pages';
import { Trouble } from '../../api/trouble';
import { createClock } from '../../n8n/clock';
import { forList } from '../../n8n/itemErrors';
import type { OperationContext } from '../operation';

/** Finds the id in any address of a video: player, embed code, or asset. */
const ID_IN_URL = 'https?:\\/\\/[^\\s]*\\/(vi[0-9A-Za-z]{12,})(?:[\\/?#][^\\s]*)?';

/** The parameter that picks a video. */
export const videoLocator: INodeProperties = {
	displayName: 'Video',
	name: 'videoId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The video to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a video...',
			typeOptions: { searchListMethod: 'searchVideos', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. vi4k0jvEUuaTdRAEjQ4Jfrgz',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://embed.api.video/vod/vi4k0jvEUuaTdRAEjQ4Jfrgz',
			extractValue: { type: 'regex', regex: ID_IN_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: ID_IN_URL,
						errorMessage: 'This is not the address of a video of api.video',
					},
				},
			],
		},
	],
};

/**
 * Reads which video was picked. An address pasted where an id belongs is understood as well.
 *
 * @throws Trouble when nothing was picked, or no id can be made out
 */
export function readVideoId({ n8n, itemIndex }: OperationContext): string {
	const value = n8n.getNodeParameter('videoId', itemIndex, '', { extractValue: true });
	const text = String(value ?? '').trim();
	if (text === '') {
		throw new Trouble(
			'No video was picked',
			'Pick one in Video, or enter the videoId that an earlier step put out.',
		);
	}
	return videoIdIn(text);
}

/**
 * @param text an id, or an address with one in it
 * @throws Trouble when there is none
 */
export function videoIdIn(text: string): string {
	const id = new RegExp(ID_IN_URL).exec(text)?.[1] ?? text;
	if (!/^[\w-]+$/.test(id)) {
		throw new Trouble(
			`'${text}' is not the ID of a video`,
			'The ID of a video looks like vi4k0jvEUuaTdRAEjQ4Jfrgz. Earlier steps put it out as videoId; it is also the last part of the player address.',
		);
	}
	return id;
}

/** Fills the From List mode: newest first, filtered by title. */
export async function searchVideos(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forList(this, async () => {
		const qs = { sortBy: 'createdAt', sortOrder: 'desc', ...(filter ? { title: filter } : {}) };
		const request = { path: '/videos', qs };
		const page = Number(paginationToken ?? 1);
		const { entries, nextPage } = await fetchPage(this, createClock(), request, page, 50);
		return {
			results: entries.map(({ videoId, title, createdAt, assets }) => ({
				name: `${String(title)} (${String(createdAt).slice(0, 10)})`,
				value: String(videoId),
				url: (assets as { player?: string } | undefined)?.player,
			})),
			paginationToken: nextPage?.toString(),
		};
	});
}
