import type { IDataObject } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { isRecord } from '../upload';

/**
 * Reads a collection, such as Options: what was added in it, by the names of the fields.
 *
 * @param value what n8n gives for the collection
 * @param label of the collection in the editor
 * @returns an empty one where nothing was given (null and undefined)
 * @throws Trouble when it is anything but an object
 */
export function readCollection(value: unknown, label: string): IDataObject {
	if (value === undefined || value === null) return {};
	if (isRecord(value)) return value as IDataObject;
	throw new Trouble(
		`${label} does not consist of fields`,
		`Add the fields of ${label} in the form and put expressions into each of them.`,
	);
}
