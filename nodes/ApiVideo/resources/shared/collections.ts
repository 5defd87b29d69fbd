import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';

/** @returns the Additional Fields of something new */
export function additionalFieldsOf(options: INodeProperties[]): INodeProperties {
	return collection('Additional Fields', 'additionalFields', 'Add field', options);
}

/** @returns the Filters of a list; their names are those of the query */
export function filtersOf(options: INodeProperties[]): INodeProperties {
	return collection('Filters', 'filters', 'Add filter', options);
}

/** @returns the Options of an operation */
export function optionsOf(options: INodeProperties[]): INodeProperties {
	return collection('Options', 'options', 'Add option', options);
}

/** @returns the Update Fields of something that exists */
export function updateFieldsOf(options: INodeProperties[]): INodeProperties {
	return collection('Update Fields', 'updateFields', 'Add field', options);
}

/** @throws Trouble when the fields of {@link updateFieldsOf} have come to nothing */
export function checkUpdate(body: IDataObject): void {
	if (Object.keys(body).length > 0) return;
	throw new Trouble(
		'There is nothing to update',
		'Add at least one field under Update Fields and fill it in.',
	);
}

function collection(
	displayName: string,
	name: string,
	placeholder: string,
	options: INodeProperties[],
): INodeProperties {
	return { displayName, name, type: 'collection', placeholder, default: {}, options };
}
