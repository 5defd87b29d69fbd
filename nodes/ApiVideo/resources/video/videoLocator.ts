import type { INodeProperties } from 'n8n-workflow';
import { VIDEOS } from '../../api/paths/videos';
import { pastedId, readId } from '../../values/id';
import type { OperationContext } from '../operation';
import { listSearch, NEWEST_FIRST, type ListSource } from '../shared/listSearch';
import { locatorFor, readPickedId, type Pickable } from '../shared/locator';
import { minute, withDetails } from '../shared/shownDate';
import { tellVideosApart } from './tellVideosApart';

const VIDEO: Pickable = {
	idName: 'videoId',
	label: 'Video',
	thing: 'video',
	example: 'vi4k0jvEUuaTdRAEjQ4Jfrgz',
	url: {
		example: 'https://embed.api.video/vod/vi4k0jvEUuaTdRAEjQ4Jfrgz',
		// In any address: player, embed code, or asset.
		idIn: 'https?:\\/\\/[^\\s]*\\/(vi[0-9A-Za-z]{12,})(?:[\\/?#][^\\s]*)?',
	},
	searchListMethod: 'searchVideos',
};

/** The field that picks a video and may stay empty. */
export const videoField = locatorFor(VIDEO);

/** The parameter that picks a video. */
export const videoLocator: INodeProperties = { ...videoField, required: true };

/**
 * Reads which video was picked.
 *
 * @param parameter where it is not {@link videoLocator}
 * @throws Trouble when nothing was picked, or no ID can be made out
 */
export function readVideoId(context: OperationContext, parameter = videoLocator): string {
	return readPickedId(context, VIDEO, parameter);
}

/**
 * @param value of a {@link videoField} that is called `label`
 * @throws Trouble when no ID can be made out
 */
export function videoIdIn(value: unknown, label: string): string | undefined {
	return readId(value, VIDEO, label);
}

/** A list of videos, newest first: filtered by title, or the one whose ID or address was pasted. */
export const newestVideos: Pick<ListSource, 'qs' | 'filterBy' | 'idIn'> = {
	qs: NEWEST_FIRST,
	filterBy: 'title',
	idIn: (pasted) => pastedId(pasted, VIDEO),
};

/** Fills the From List mode. */
export const searchVideos = listSearch({
	...newestVideos,
	path: VIDEOS,
	toItem: ({ videoId, title, createdAt, assets }, timeZone) => ({
		name: withDetails(String(title ?? videoId), minute(createdAt, timeZone)),
		value: String(videoId),
		url: (assets as { player?: string } | undefined)?.player,
	}),
	tellApart: tellVideosApart,
});
