import type { IDataObject } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import { readSwitch } from '../../values/switch';

/**
 * Reads Public. An empty value stops the step: api.video makes a video public where the field is missing, and this
 * one may have been meant to be private.
 *
 * @param fields of a collection
 * @returns nothing where it was not added
 * @throws Trouble when it is empty, or neither on nor off
 */
export function readPublic(fields: IDataObject): { public?: boolean } {
	if (!Object.hasOwn(fields, 'public')) return {};
	const read = readSwitch(fields.public, 'Public');
	if (read !== undefined) return { public: read };
	throw new Trouble(
		'Public is empty',
		'Switch it on or off, let the expression give true or false, or remove Public.',
	);
}
