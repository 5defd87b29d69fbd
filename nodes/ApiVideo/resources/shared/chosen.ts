import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { readChoice } from '../../values/choice';

/**
 * Reads a choice inside a collection.
 *
 * @returns the default of the field where nothing was given
 * @throws Trouble that lists the choices when it is none of them
 */
export function chosenIn<T extends string>(fields: IDataObject, field: INodeProperties): T {
	return readChoice<T>(fields[field.name] ?? field.default, field);
}
