import type { INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import type { OperationContext } from '../operation';
import { day, listSearch, NEWEST_FIRST } from '../shared/listSearch';
import { readVideoId, videoLocator } from '../shared/videoLocator';

/** The parameter that picks a discarded video. */
export const discardedVideoLocator: INodeProperties = {
	...videoLocator,
	displayName: 'Discarded Video',
	description: 'The discarded video to work on. Get Many Discarded puts out its ID as videoId.',
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

/** @throws Trouble when nothing was picked, or no ID can be made out */
export function readDiscardedVideoId(context: OperationContext): string {
	return readVideoId(context, discardedVideoLocator);
}

/** @returns what a request about one discarded video has in common */
export function oneDiscardedVideo(videoId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/discarded/videos/${encodeURIComponent(videoId)}`,
		subject: `The discarded video ${videoId}`,
	};
}

/** Fills the From List mode: newest first, filtered by title. */
export const searchDiscardedVideos = listSearch({
	path: '/discarded/videos',
	qs: NEWEST_FIRST,
	filterBy: 'title',
	toItem: ({ videoId, title, deletesAt }) => ({
		name: `${String(title)} (${deletesAt ? `kept until ${day(deletesAt)}` : String(videoId)})`,
		value: String(videoId),
	}),
});
