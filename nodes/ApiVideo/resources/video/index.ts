import type { Resource } from '../operation';
import { create } from './create';
import { get } from './get';
import { update } from './update';
import { uploadVideo } from './upload';
import { waitForVideo } from './waitUntilPlayable';

/** A new operation is one new file and one line here. */
export const video: Resource = {
	value: 'video',
	name: 'Video',
	operations: [create, get, update, uploadVideo, waitForVideo],
	defaultOperation: uploadVideo.value,
};
