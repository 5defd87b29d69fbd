import type { Resource } from '../operation';
import { complete } from './complete';
import { create } from './create';
import { deleteLiveStream } from './delete';
import { deleteThumbnail } from './deleteThumbnail';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';
import { uploadThumbnail } from './uploadThumbnail';
import { searchLiveStreams } from './liveStreamLocator';

/** A new operation is one new file and one line here. */
export const liveStream: Resource = {
	value: 'liveStream',
	name: 'Live Stream',
	operations: [
		complete,
		create,
		deleteLiveStream,
		deleteThumbnail,
		get,
		getMany,
		update,
		uploadThumbnail,
	],
	defaultOperation: getMany.value,
	listSearch: { searchLiveStreams },
};
