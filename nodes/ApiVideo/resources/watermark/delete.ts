import { oneWatermark } from '../../api/paths/watermarks';
import type { Operation } from '../operation';
import { readWatermarkId, watermarkLocator } from './watermarkLocator';

export const deleteWatermark: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete watermark',
	description: 'Delete a watermark, so that no new video can have it',
	properties: [watermarkLocator],
	async execute(context) {
		const watermarkId = readWatermarkId(context);
		const one = oneWatermark(watermarkId);
		await context.api.delete(one);
		return { deleted: true, watermarkId };
	},
};
