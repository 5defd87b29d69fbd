import type { Asked } from './asked';
import { segment } from './segment';

/** The list of watermarks, and where a new one is uploaded. */
export const WATERMARKS = '/watermarks';

export function oneWatermark(watermarkId: string): Asked {
	return {
		path: `${WATERMARKS}/${segment(watermarkId)}`,
		subject: `The watermark ${watermarkId}`,
	};
}
