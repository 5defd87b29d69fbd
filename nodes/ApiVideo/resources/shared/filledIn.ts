import type { IDataObject } from 'n8n-workflow';

/** @returns the fields of a collection that hold something; what was added and left empty means nothing */
export function filledIn(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(
			([, value]) => value !== undefined && value !== null && String(value).trim() !== '',
		),
	);
}
