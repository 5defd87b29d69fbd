import type { Resource } from '../operation';
import { create } from './create';
import { deleteVideo } from './delete';
import { get } from './get';
import { getDiscarded } from './getDiscarded';
import { getMany } from './getMany';
import { getManyDiscarded } from './getManyDiscarded';
import { getStatus } from './getStatus';
import { restore } from './restore';
import { setThumbnail } from './setThumbnail';
import { update } from './update';
import { uploadVideo } from './upload';
import { waitUntilPlayable } from './waitUntilPlayable';
import { searchDiscardedVideos } from './discardedVideoLocator';
import { searchVideos } from './videoLocator';

/** A new operation is one new file and one line here: Upload first, then the alphabet. */
export const video: Resource = {
	value: 'video',
	name: 'Video',
	operations: [
		uploadVideo,
		create,
		deleteVideo,
		get,
		getDiscarded,
		getMany,
		getManyDiscarded,
		getStatus,
		restore,
		setThumbnail,
		update,
		waitUntilPlayable,
	],
	defaultOperation: uploadVideo.value,
	listSearch: { searchDiscardedVideos, searchVideos },
};
