import type { Resource } from '../operation';
import { get } from './get';
import { update } from './update';
import { uploadVideo } from './upload';

/** A new operation is one new file and one line here. */
export const video: Resource = {
	value: 'video',
	name: 'Video',
	operations: [get, update, uploadVideo],
	defaultOperation: uploadVideo.value,
};
