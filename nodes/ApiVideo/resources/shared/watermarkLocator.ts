import type { INodeProperties } from 'n8n-workflow';
import type { ApiRequest } from '../../api/client';
import { readId } from '../../values/id';
import type { OperationContext } from '../operation';
import { listSearch, NEWEST_FIRST } from './listSearch';
import { locatorFor, readPickedId, type Pickable } from './locator';
import { minute } from './shownDate';

/** It has no address by which it could be picked. */
const WATERMARK: Pickable = {
	idName: 'watermarkId',
	label: 'Watermark',
	thing: 'watermark',
	example: 'watermark_1BWr2L5MTQwxGkuxKjzh6i',
	searchListMethod: 'searchWatermarks',
};

/** The field that picks a watermark and may stay empty. */
export const watermarkField = locatorFor(WATERMARK);

/** The parameter that picks a watermark. */
export const watermarkLocator: INodeProperties = { ...watermarkField, required: true };

/** @throws Trouble when nothing was picked, or it cannot be an ID */
export function readWatermarkId(context: OperationContext): string {
	return readPickedId(context, WATERMARK);
}

/**
 * @param value of {@link watermarkField}
 * @throws Trouble when it cannot be an ID
 */
export function watermarkIdIn(value: unknown): string | undefined {
	return readId(value, WATERMARK, WATERMARK.label);
}

/** @returns what a request about one watermark has in common */
export function oneWatermark(watermarkId: string): Pick<ApiRequest, 'path' | 'subject'> {
	return {
		path: `/watermarks/${encodeURIComponent(watermarkId)}`,
		subject: `The watermark ${watermarkId}`,
	};
}

/** Fills the From List mode: newest first, filtered by what the list shows. */
export const searchWatermarks = listSearch({
	path: '/watermarks',
	qs: NEWEST_FIRST,
	toItem: ({ watermarkId, createdAt }, timeZone) => {
		const id = String(watermarkId);
		const date = minute(createdAt, timeZone);
		return { name: date ? `${date} (${id})` : id, value: id };
	},
});
