import type { Made } from '../made';
import { below, type Asked } from './asked';
import { segment } from './segment';

/** The list of live streams, and where a new one is made. */
export const LIVE_STREAMS = '/live-streams';

/** What a new one is named by. */
export const NEW_LIVE_STREAM: Made = {
	idField: 'liveStreamId',
	what: 'live stream',
	listedBy: 'Live Stream > Get Many',
};

export function oneLiveStream(liveStreamId: string): Asked {
	return {
		path: `${LIVE_STREAMS}/${segment(liveStreamId)}`,
		subject: `The live stream ${liveStreamId}`,
	};
}

/** Where a live stream that is on air is ended. */
export function endOfLiveStream(liveStreamId: string): Asked {
	return below(oneLiveStream(liveStreamId), '/complete');
}

export function thumbnailOfLiveStream(liveStreamId: string): Asked {
	return below(oneLiveStream(liveStreamId), '/thumbnail');
}
