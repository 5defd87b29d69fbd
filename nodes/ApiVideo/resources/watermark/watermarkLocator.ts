import type { INodeProperties } from 'n8n-workflow';
import { WATERMARKS } from '../../api/paths/watermarks';
import { readId } from '../../values/id';
import type { OperationContext } from '../operation';
import { listSearch, NEWEST_FIRST } from '../shared/listSearch';
import { locatorFor, readPickedId, type Pickable } from '../shared/locator';
import { minute } from '../shared/shownDate';

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

/** Fills the From List mode: newest first, filtered by what the list shows. */
export const searchWatermarks = listSearch({
	path: WATERMARKS,
	qs: NEWEST_FIRST,
	toItem: ({ watermarkId, createdAt }, timeZone) => {
		const id = String(watermarkId);
		const date = minute(createdAt, timeZone);
		return { name: date ? `${date} (${id})` : id, value: id };
	},
});
