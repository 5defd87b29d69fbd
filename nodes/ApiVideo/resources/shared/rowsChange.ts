import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { Trouble } from '../../api/trouble';
import type { Parameters } from '../../n8n/parameters';
import { readListChange, type ListChange } from './listAction';

/** A list that is entered in rows or as JSON, and the field that says what to do with it. */
export interface RowsFields {
	readonly rows: INodeProperties;
	readonly json: INodeProperties;
	readonly action: INodeProperties;
}

/**
 * Reads what is to become of a list that is entered in rows or as JSON. JSON without entries, which an
 * expression may have come to, never empties what is there: only Remove All does.
 *
 * @param fields the Update Fields
 * @param given what the rows and the JSON hold together
 * @returns undefined where nothing is to be done; Remove All is to replace by none
 * @throws Trouble when it is to be replaced by nothing, the action is none, or Remove All is chosen and
 *   there are entries as well
 */
export function readRowsChange<T>(
	parameters: Parameters,
	fields: IDataObject,
	{ rows, json, action }: RowsFields,
	given: readonly T[] | undefined,
): ListChange<T> | undefined {
	const entries = given && given.length > 0 ? given : undefined;
	if (given && !entries && parameters.choice(action) === 'replace') {
		throw new Trouble(
			`${json.displayName} has no entries`,
			`Fill it in, or remove it from Update Fields. To have all ${rows.displayName} removed, choose Remove All as ${action.displayName}.`,
		);
	}
	const joined = { ...fields, [rows.name]: entries as unknown as IDataObject[] };
	return readListChange(parameters, joined, action, rows, () => entries);
}
