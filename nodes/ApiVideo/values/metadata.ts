import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { incompleteRow, readJson, readJsonRows, readRows, type Row, type RowsField } from './rows';
import { readText } from './text';

/** A key and a value, as they were given. */
export interface MetadataRow {
	readonly key: string;
	/** Not there where an expression found nothing. */
	readonly value?: string;
}

/**
 * Reads the rows of a form, each with a `key` and a `value`.
 *
 * @param value what the field holds
 * @returns undefined where there is no row
 * @throws Trouble when a row has no key, or it is anything but rows
 */
export function readMetadataRows(value: unknown, field: RowsField): MetadataRow[] | undefined {
	return readRows(value, field)?.map((row, index) => entryIn(row, index, field));
}

/**
 * Reads keys and values out of a field for JSON: a list of rows with a `key` and a `value`, an object
 * whose names are the keys, or the JSON text of one of them.
 *
 * @returns undefined where nothing was given (null and undefined); empty where it holds none
 * @throws Trouble when a row has no key, or it is anything else
 */
export function readMetadataJson(value: unknown, field: RowsField): MetadataRow[] | undefined {
	const json = readJson(value, field);
	const rows = isPlainObject(json) ? rowsOf(json, field) : readJsonRows(json, field);
	return rows?.map((row, index) => entryIn(row, index, field));
}

/**
 * @returns the rows of a form and of JSON together; undefined where neither was given
 * @throws Trouble when a key is there twice: nobody can tell which of the two values counts
 */
export function joinMetadata(
	form: readonly MetadataRow[] | undefined,
	json: readonly MetadataRow[] | undefined,
	label: string,
): MetadataRow[] | undefined {
	if (!form && !json) return undefined;
	const rows = [...(form ?? []), ...(json ?? [])];
	const keys = rows.map(({ key }) => key);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice === undefined) return rows;
	throw new Trouble(
		`${label} has the key ${quote(twice)} twice`,
		`Keep one of the two. The rows of ${label} and what ${label} (JSON) holds count together.`,
	);
}

function rowsOf(object: Row, { displayName: label }: RowsField): Row[] {
	if (Object.keys(object).sort().join() !== 'key,value') {
		return Object.entries(object).map(([key, value]) => ({ key, value }));
	}
	throw new Trouble(
		`${label} could be one row with a key and a value, or an object with two keys`,
		`Put the row into a list, as in [{"key": "Author", "value": "John Doe"}].`,
	);
}

function entryIn(row: Row, index: number, field: RowsField): MetadataRow {
	const key = readText(row.key, 'Key')?.trim();
	if (!key) throw incompleteRow(field, index, 'Key');
	const others = Object.keys(row).filter((name) => name !== 'key');
	if (others.length > 0 && !others.includes('value')) {
		throw new Trouble(
			`Row ${index + 1} of ${field.displayName} has ${quote(others[0])} where its value belongs`,
			`Call it "value", as in {"key": "Author", "value": "John Doe"}.`,
		);
	}
	return { key, value: readText(row.value, `Value of ${quote(key)}`) };
}

/** A date, for one, is an object that holds no entries: it would pass for an empty one. */
function isPlainObject(json: unknown): json is Row {
	return Object.prototype.toString.call(json) === '[object Object]';
}
