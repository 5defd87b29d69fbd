import type { INodeProperties } from 'n8n-workflow';
import { DISCARDED_VIDEOS } from '../../api/paths/videos';
import type { OperationContext } from '../operation';
import { listSearch } from '../shared/listSearch';
import { minute, withDetails } from '../shared/shownDate';
import { readVideoId, newestVideos, videoLocator } from './videoLocator';

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

/** Fills the From List mode. */
export const searchDiscardedVideos = listSearch({
	...newestVideos,
	path: DISCARDED_VIDEOS,
	toItem: ({ videoId, title, deletesAt }, timeZone) => {
		const until = minute(deletesAt, timeZone);
		const details = until ? `kept until ${until}` : String(videoId);
		return { name: withDetails(String(title ?? videoId), details), value: String(videoId) };
	},
});
