import { apiRequest } from '../../api/client';
import type { Operation } from '../operation';
import { oneWatermark, readWatermarkId, watermarkLocator } from '../shared/watermarkLocator';

export const deleteWatermark: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete watermark',
	description: 'Delete a watermark, so that no new video can have it',
	properties: [watermarkLocator],
	async execute(context) {
		const watermarkId = readWatermarkId(context);
		const one = oneWatermark(watermarkId);
		await apiRequest(context.n8n, context.clock, { method: 'DELETE', ...one });
		return { deleted: true, watermarkId };
	},
};
