import type { INodeProperties } from 'n8n-workflow';
import { LIVE_STREAMS } from '../../api/paths/liveStreams';
import { pastedId, readId } from '../../values/id';
import type { OperationContext } from '../operation';
import { listSearch, NEWEST_FIRST } from '../shared/listSearch';
import { locatorFor, readPickedId, type Pickable } from '../shared/locator';
import { minute, withDetails } from '../shared/shownDate';

const LIVE_STREAM: Pickable = {
	idName: 'liveStreamId',
	label: 'Live Stream',
	thing: 'live stream',
	example: 'li400mYKSgQ6xs7taUeSaEKr',
	url: {
		example: 'https://embed.api.video/live/li400mYKSgQ6xs7taUeSaEKr',
		// In any address: player, embed code, manifest or thumbnail.
		idIn: 'https?:\\/\\/[^\\s]*\\/(li[0-9A-Za-z]+)(?:[.\\/?#][^\\s]*)?',
	},
	searchListMethod: 'searchLiveStreams',
};

/** The field that picks a live stream and may stay empty. */
export const liveStreamField = locatorFor(LIVE_STREAM);

/** The parameter that picks a live stream. */
export const liveStreamLocator: INodeProperties = { ...liveStreamField, required: true };

/** @throws Trouble when nothing was picked, or no ID can be made out */
export function readLiveStreamId(context: OperationContext): string {
	return readPickedId(context, LIVE_STREAM);
}

/**
 * @param value of {@link liveStreamField}
 * @throws Trouble when no ID can be made out
 */
export function liveStreamIdIn(value: unknown): string | undefined {
	return readId(value, LIVE_STREAM, LIVE_STREAM.label);
}

/** Fills the From List mode: newest first, filtered by name, or the one whose ID or address was pasted. */
export const searchLiveStreams = listSearch({
	path: LIVE_STREAMS,
	qs: NEWEST_FIRST,
	filterBy: 'name',
	idIn: (pasted) => pastedId(pasted, LIVE_STREAM),
	toItem: ({ liveStreamId, name, createdAt, assets }, timeZone) => ({
		name: withDetails(String(name ?? liveStreamId), minute(createdAt, timeZone)),
		value: String(liveStreamId),
		url: (assets as { player?: string } | undefined)?.player,
	}),
});
