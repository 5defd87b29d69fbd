import type { INodeProperties } from 'n8n-workflow';
import type { OperationContext } from '../operation';
import { day, listSearch, NEWEST_FIRST } from './listSearch';
import { locatorFor, pickedId, readPickedId, type Pickable } from './locator';

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
	return pickedId(value, VIDEO, label);
}

/** Fills the From List mode: newest first, filtered by title. */
export const searchVideos = listSearch({
	path: '/videos',
	qs: NEWEST_FIRST,
	filterBy: 'title',
	toItem: ({ videoId, title, createdAt, assets }) => ({
		name: `${String(title)} (${day(createdAt)})`,
		value: String(videoId),
		url: (assets as { player?: string } | undefined)?.player,
	}),
});
