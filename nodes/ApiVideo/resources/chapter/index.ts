import type { Resource } from '../operation';
import { deleteChapter } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { uploadChapter } from './upload';

/** A new operation is one new file and one line here. */
export const chapter: Resource = {
	value: 'chapter',
	name: 'Chapter',
	operations: [deleteChapter, get, getMany, uploadChapter],
	defaultOperation: uploadChapter.value,
};
