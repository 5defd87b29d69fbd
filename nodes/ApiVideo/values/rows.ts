import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { isRecord } from '../upload';
import { listInJson } from './list';

/** What the fields of one row hold, by their names. */
export type Row = Readonly<Record<string, unknown>>;

/** A field that holds rows: a fixed collection of several values. */
type RowsField = Pick<INodeProperties, 'displayName' | 'options'>;

/**
 * Reads the rows of a collection: those of the form, a list, or the JSON text of a list.
 *
 * n8n does not hand over an expression that stands for all rows at once. It makes `{}` of it, or one
 * empty row for each of its characters (2.41), so no rows at all count as "not given".
 *
 * @returns undefined where there is no row
 * @throws Trouble when it is anything but rows
 */
export function readRows(value: unknown, field: RowsField): Row[] | undefined {
	if (value === undefined || value === null) return undefined;
	const rows = rowsIn(value, field.options?.[0].name ?? '');
	if (rows?.length === 0) return undefined;
	if (rows?.every(isRecord)) return rows;
	throw new Trouble(
		// It may hold something that nobody may see, such as a stream key: it is not repeated.
		`${field.displayName} does not consist of rows`,
		adviceFor(field.displayName),
	);
}

/**
 * @param index of the row, counted from 0
 * @param lacks the label of the field that is empty
 * @returns what to say about a row that cannot be used
 */
export function incompleteRow({ displayName }: RowsField, index: number, lacks: string): Trouble {
	return new Trouble(
		`${lacks} is empty in row ${index + 1} of ${displayName}`,
		`Fill it in, or remove the row. ${adviceFor(displayName)}`,
	);
}

function rowsIn(value: unknown, group: string): unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value === 'string') return listInJson(value);
	if (!isRecord(value)) return undefined;
	if (Object.keys(value).length === 0) return [];
	if (!Object.hasOwn(value, group)) return undefined;
	return value[group] === undefined || value[group] === null ? [] : rowsIn(value[group], '');
}

function adviceFor(label: string): string {
	return `Add the rows of ${label} in the form and put expressions into their fields: n8n does not hand over one expression that stands for all rows.`;
}
