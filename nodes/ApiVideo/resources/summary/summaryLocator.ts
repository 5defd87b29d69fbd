import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { VIDEOS } from '../../api/paths/videos';
import { SUMMARIES } from '../../api/paths/summaries';
import { apiOf } from '../../n8n/apiOf';
import { outsideItems } from '../../n8n/itemErrors';
import type { OperationContext } from '../operation';
import { nameAndId, NEWEST_FIRST } from '../shared/listSearch';
import { locatorFor, readPickedId, type Pickable } from '../shared/locator';
import { minute, withDetails } from '../shared/shownDate';

/** It has no address by which it could be picked. */
const SUMMARY: Pickable = {
	idName: 'summaryId',
	label: 'Summary',
	thing: 'summary',
	example: 'summary_1CGHWuXjhxmeH4WiZ51234',
	searchListMethod: 'searchSummaries',
};

/** The parameter that picks a summary. */
export const summaryLocator: INodeProperties = { ...locatorFor(SUMMARY), required: true };

/** @throws Trouble when nothing was picked, or it cannot be an ID */
export function readSummaryId(context: OperationContext): string {
	return readPickedId(context, SUMMARY);
}

/**
 * Fills the From List mode: newest first, filtered by title and ID. A summary knows the ID of
 * its video only, so the titles of the newest videos are fetched as well.
 */
export async function searchSummaries(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await outsideItems(this, async () => {
		const api = apiOf(this);
		const qs = NEWEST_FIRST;
		const page = Number(paginationToken ?? 1);
		const [summaries, videos] = await Promise.all([
			api.page({ path: SUMMARIES, qs }, page, 100),
			api.page({ path: VIDEOS, qs }, page, 100),
		]);
		const titles = new Map(videos.entries.map(({ videoId, title }) => [videoId, title]));
		const wanted = filter.trim().toLowerCase();
		return {
			results: summaries.entries
				.map(({ summaryId, videoId, createdAt }) => ({
					name: withDetails(
						String(titles.get(videoId) ?? videoId),
						minute(createdAt, this.getTimezone()),
					),
					value: String(summaryId),
				}))
				.filter((item) => nameAndId(item).toLowerCase().includes(wanted)),
			paginationToken: summaries.nextPage?.toString(),
		};
	});
}
