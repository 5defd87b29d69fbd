import type { INodeProperties } from 'n8n-workflow';
import { Trouble } from '../api/trouble';
import { isRecord } from '../upload';
import { listInJson } from './list';

/** What the fields of one row hold, by their names. */
export type Row = Readonly<Record<string, unknown>>;

/** A field that holds rows: a fixed collection of several values, or one for JSON, whose placeholder is an example. */
export type RowsField = Pick<INodeProperties, 'displayName' | 'options' | 'placeholder' | 'type'>;

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
	throw noRows(field);
}

/**
 * Reads the rows of a field for JSON: a list of objects, or the JSON text of one.
 *
 * @returns undefined where nothing was given (null and undefined); empty for blanks, and for a list without rows
 * @throws Trouble when it is anything but rows
 */
export function readJsonRows(value: unknown, field: RowsField): Row[] | undefined {
	const rows = readJson(value, field);
	if (rows === undefined) return undefined;
	if (Array.isArray(rows) && rows.every(isRecord)) return rows;
	throw noRows(field);
}

/**
 * @returns what a field for JSON holds, whatever that is: undefined where nothing was given (null and
 *   undefined), an empty list for blanks
 * @throws Trouble when it is a text, but no JSON
 */
export function readJson(value: unknown, field: RowsField): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	if (value.trim() === '') return [];
	const found = parsed(value);
	if (found) return found.json ?? undefined;
	throw new Trouble(`${field.displayName} is not JSON`, adviceFor(field));
}

function parsed(text: string): { json: unknown } | undefined {
	try {
		return { json: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

/** @returns what to say about something that does not consist of rows */
function noRows(field: RowsField): Trouble {
	// It may hold something that nobody may see, such as a stream key: it is not repeated.
	return new Trouble(`${field.displayName} does not consist of rows`, adviceFor(field));
}

/**
 * @param index of the row, counted from 0
 * @param lacks the label of the field that is empty
 * @returns what to say about a row that cannot be used
 */
export function incompleteRow(field: RowsField, index: number, lacks: string): Trouble {
	return new Trouble(
		`${lacks} is empty in row ${index + 1} of ${field.displayName}`,
		`Fill it in, or remove the row. ${adviceFor(field)}`,
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

function adviceFor({ displayName: label, type, placeholder = '' }: RowsField): string {
	return type === 'json'
		? `Enter JSON such as ${placeholder.replace('e.g. ', '')} in ${label}, or let one expression give it, as text or as it is.`
		: `Add the rows of ${label} in the form and put expressions into their fields. One expression that gives all rows belongs into ${label} (JSON): n8n does not hand it over here.`;
}
