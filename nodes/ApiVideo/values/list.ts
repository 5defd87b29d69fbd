import { Trouble } from '../api/trouble';
import { quote } from '../api/quote';
import { isBlank, noText, written } from './text';

/**
 * Reads a list of texts: a list, the JSON text of a list, or a text with separators.
 *
 * @param value what was entered, or came from an expression
 * @param label of the field in the editor
 * @param separator of the texts within one
 * @returns the texts without blanks around them; undefined where nothing was given (null and undefined).
 *   Empty only for `[]`, which nobody writes by accident.
 * @throws Trouble when it is no list, holds something that is no text, or nothing but empty entries
 */
export function readList(value: unknown, label: string, separator = ','): string[] | undefined {
	if (value === undefined || value === null) return undefined;
	const entries = entriesIn(value, label, separator);
	const texts = entries.filter((entry) => !isBlank(entry)).map((entry) => textOf(entry, label));
	if (texts.length > 0 || entries.length === 0) return texts;
	throw new Trouble(`${label} is empty`, `Fill in ${label}, or remove it.`);
}

/** What only JSON begins with, or what was meant to be JSON: a list of texts in quotation marks, or an object. */
const LIKE_JSON = /^\s*(\[\s*["'{[]|\{\s*["'}])/;

/** @returns the list that a text holds as JSON, undefined where it is something else */
export function listInJson(text: string): unknown[] | undefined {
	if (!/^\s*\[/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown[];
	} catch {
		return undefined;
	}
}

/** @returns the entries of a list, or of the JSON text of one, as they are; undefined where it is something else */
export function explicitList(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	return typeof value === 'string' ? listInJson(value) : undefined;
}

/**
 * @returns the entries that are empty, counted from 1: readList leaves them out, which matters where all of
 *   them have to be met
 */
export function emptyEntries(value: unknown, label: string, separator = ','): number[] {
	return entriesIn(value, label, separator).flatMap((entry, index) =>
		isBlank(entry) ? [index + 1] : [],
	);
}

function entriesIn(value: unknown, label: string, separator: string): unknown[] {
	const list = explicitList(value);
	if (list) return list;
	const text = textOf(value, label);
	if (!LIKE_JSON.test(text)) return text.split(separator);
	throw new Trouble(
		`${label} looks like JSON, but is not a list: ${quote(text)}`,
		`Enter JSON such as ["one", "two"] in ${label}, or the texts alone.`,
	);
}

function textOf(entry: unknown, label: string): string {
	const text = written(entry);
	if (text !== undefined) return text.trim();
	const what = `is not a list of texts: ${quote(entry)}`;
	throw noText(entry, label, what, 'a list of texts, such as ["one", "two"]');
}
