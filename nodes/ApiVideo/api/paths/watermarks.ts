import type { Made } from '../made';
import type { Asked } from './asked';
import { segment } from './segment';

/** The list of watermarks, and where a new one is uploaded. */
export const WATERMARKS = '/watermarks';

/** What a new one is named by. */
export const NEW_WATERMARK: Made = {
	idField: 'watermarkId',
	what: 'watermark',
	listedBy: 'Watermark > Get Many',
};

export function oneWatermark(watermarkId: string): Asked {
	return {
		path: `${WATERMARKS}/${segment(watermarkId)}`,
		subject: `The watermark ${watermarkId}`,
	};
}
