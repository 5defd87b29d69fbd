import type { Made } from '../made';
import { below, type Asked } from './asked';
import { segment } from './segment';

/** The list of summaries, and where a new one is made. */
export const SUMMARIES = '/summaries';

/** What a new one is named by. */
export const NEW_SUMMARY: Made = {
	idField: 'summaryId',
	what: 'summary',
	listedBy: 'Summary > Get Many',
};

export function oneSummary(summaryId: string): Asked {
	return {
		path: `${SUMMARIES}/${segment(summaryId)}`,
		subject: `The summary ${summaryId}`,
	};
}

/** The abstract and the takeaways of a summary. */
export function contentOfSummary(summaryId: string): Asked {
	return below(oneSummary(summaryId), '/source');
}
