import type { Asked } from './asked';

/** The list of watermarks, and where a new one is uploaded. */
export const WATERMARKS = '/watermarks';

export function oneWatermark(watermarkId: string): Asked {
	return {
		path: `${WATERMARKS}/${encodeURIComponent(watermarkId)}`,
		subject: `The watermark ${watermarkId}`,
	};
}
