import type { Resource } from '../operation';
import { deleteCaption } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';
import { uploadCaption } from './upload';
import { searchLanguages } from './languageLocator';

/** A new operation is one new file and one line here. */
export const caption: Resource = {
	value: 'caption',
	name: 'Caption',
	operations: [deleteCaption, get, getMany, update, uploadCaption],
	defaultOperation: uploadCaption.value,
	listSearch: { searchLanguages },
};
