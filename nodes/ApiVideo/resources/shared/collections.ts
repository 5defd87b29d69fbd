import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { OperationContext } from '../operation';

const LABELS = {
	additionalFields: 'Additional Fields',
	options: 'Options',
	updateFields: 'Update Fields',
} as const;

/** @returns the Additional Fields of something new */
export function additionalFieldsOf(options: INodeProperties[]): INodeProperties {
	return collection('additionalFields', 'Add field', options);
}

/** @returns the Options of an operation */
export function optionsOf(options: INodeProperties[]): INodeProperties {
	return collection('options', 'Add option', options);
}

/** @returns the Update Fields of something that exists */
export function updateFieldsOf(options: INodeProperties[]): INodeProperties {
	return collection('updateFields', 'Add field', options);
}

/**
 * Reads what was added in one of these collections.
 *
 * @param name of the collection
 * @throws Trouble when it is anything but an object
 */
export function fieldsOf(
	{ parameters }: Pick<OperationContext, 'parameters'>,
	name: keyof typeof LABELS,
): IDataObject {
	return parameters.collection({ name, displayName: LABELS[name], default: {} });
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
	name: keyof typeof LABELS,
	placeholder: string,
	options: INodeProperties[],
): INodeProperties {
	return { displayName: LABELS[name], name, type: 'collection', placeholder, default: {}, options };
}
