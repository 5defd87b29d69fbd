import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import { fetchPage } from '../../api/pages';
import { createClock } from '../../n8n/clock';
import { forList } from '../../n8n/itemErrors';
import { videoLocator } from '../shared/videoLocator';

/** The parameter that picks a discarded video; `readVideoId` reads it as well. */
export const discardedVideoLocator: INodeProperties = {
	...videoLocator,
	displayName: 'Discarded Video',
	description: 'The discarded video to work on',
	modes: videoLocator.modes?.map((mode) =>
		mode.name === 'list'
			? {
					...mode,
					placeholder: 'Select a discarded video...',
					typeOptions: { searchListMethod: 'searchDiscardedVideos', searchable: true },
				}
			: mode,
	),
};

/** @returns what a request about one discarded video has in common */
export function oneDiscardedVideo(videoId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/discarded/videos/${encodeURIComponent(videoId)}`,
		subject: `The discarded video ${videoId}`,
	};
}

/** Fills the From List mode: newest first, filtered by title. */
export async function searchDiscardedVideos(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await forList(this, async () => {
		const qs = { sortBy: 'createdAt', sortOrder: 'desc', ...(filter ? { title: filter } : {}) };
		const request = { path: '/discarded/videos', qs };
		const page = Number(paginationToken ?? 1);
		const { entries, nextPage } = await fetchPage(this, createClock(), request, page, 50);
		return {
			results: entries.map(({ videoId, title, deletesAt }) => ({
				name: `${String(title)} (${deletesAt ? `kept until ${String(deletesAt).slice(0, 10)}` : String(videoId)})`,
				value: String(videoId),
			})),
			paginationToken: nextPage?.toString(),
		};
	});
}
