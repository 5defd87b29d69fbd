import type { Resource } from '../operation';
import { deleteWatermark } from './delete';
import { getMany } from './getMany';
import { uploadWatermark } from './upload';
import { searchWatermarks } from './watermarkLocator';

/** A new operation is one new file and one line here. */
export const watermark: Resource = {
	value: 'watermark',
	name: 'Watermark',
	operations: [deleteWatermark, getMany, uploadWatermark],
	defaultOperation: uploadWatermark.value,
	listSearch: { searchWatermarks },
};
